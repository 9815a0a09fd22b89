import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { RunsPage, tiny } from './runsPage.ts';

/** Four robots that are cut off soon: an iteration takes a software GPU a moment, and each ends some episodes. */
const short = {
  scene: 'hopper',
  view: 'finetune',
  seed: 3,
  'finetune.start': 'medium',
  'finetune.environments': 4,
  'finetune.decisions': 4,
  'finetune.envSteps': 6400,
  'finetune.episodeLimit': 32,
  'finetune.epochs': 1,
  'finetune.batchSize': 16,
  'finetune.criticWarmup': 1,
  'finetune.snapshotInterval': 1,
  'finetune.evaluationInterval': 10,
  'evaluation.episodes': 1,
  'evaluation.stepLimit': 4,
  'representation.probeSize': 16,
};

/** Steps and iterations of the curve, as the page saves them */
async function readCurve(page: Page): Promise<{ steps: number[]; iterations: number[]; returns: string[] }> {
  await page.getByRole('button', { name: 'Return over environment steps: data and files' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /^Save data/ }).click(),
  ]);
  const text = (await readFile(await download.path())).toString();
  const [heading, ...rows] = text
    .split('\r\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(','));
  const column = (name: string) => rows.map((row) => row[heading.indexOf(name)]);
  return {
    steps: column('step').map(Number),
    iterations: column('iteration').map(Number),
    returns: column('meanReturn'),
  };
}

// Alone, as a software GPU takes every core there is.
test('a policy is fine-tuned on WebGPU, paused, and goes on after a reload without a gap or a step twice', {
  tag: '@alone',
}, async ({ page }) => {
  // A software GPU compiles every shader twice: before the reload and after it.
  test.setTimeout(600_000);
  const lab = new RunsPage(page);
  await lab.open(short);
  await lab.chooseBackend('webgpu');
  await lab.button('Fine-tune').click();
  await expect(lab.state).toContainText('Training');

  // The robot that is fine-tuned is seen beside what it was.
  const legend = page.locator('.scene-legend');
  await expect(legend.locator('[data-body=solid]')).toContainText('after');
  await expect(legend.locator('[data-body=ghost]')).toContainText('before');

  const poses = await lab.countPoses();
  await expect.poll(() => lab.countPoses()).toBeGreaterThan(poses + 5);
  await lab.button('Pause robot').click();

  const returns = lab.panel('Return over environment steps');
  await expect(returns.locator('.loss-curve')).toHaveAttribute('data-points', /^([2-9]|\d\d+)$/, { timeout: 240_000 });
  await expect(returns.locator('.level.stage-1')).toBeVisible();
  await expect(returns.locator('.level.demonstrations')).toBeVisible();
  await expect(lab.panel('Each update').locator('.measure-curve').first()).not.toHaveAttribute('data-points', '0');
  await expect(page.getByTestId('iteration')).toHaveText(/^\d+$/);

  await lab.button('Pause').click();
  await expect(lab.state).toContainText('Paused');
  const before = await readCurve(page);
  const last = before.steps[before.steps.length - 1];
  // What is on the disk when the page goes is what it goes on from.
  await expect.poll(async () => (await lab.slots())[0] ?? 0).toBeGreaterThan(0);

  await page.reload();
  await lab.chooseBackend('webgpu');
  await lab.show();
  await lab.resume(() =>
    lab
      .row(/fine-tuned/)
      .getByRole('button', { name: 'Resume' })
      .click(),
  );
  await expect(lab.state).toContainText('Training');
  await expect(page.locator('.views')).toHaveAttribute('data-view', 'finetune');
  await expect
    .poll(async () => Number(await page.getByTestId('iteration').textContent()), { timeout: 240_000 })
    .toBeGreaterThan(before.iterations.length + 1);
  await lab.button('Pause').click();
  await expect(lab.state).toContainText('Paused');

  const after = await readCurve(page);
  expect(after.iterations).toEqual(after.iterations.map((_, i) => i + 1));
  expect(after.steps.every((step, i) => i === 0 || step > after.steps[i - 1])).toBe(true);
  expect(after.steps[after.steps.length - 1]).toBeGreaterThan(last);
  // What was recorded before is as it was, up to where it went on from.
  const kept = after.steps.filter((step) => step <= last).length;
  expect(after.returns.slice(0, kept)).toEqual(before.returns.slice(0, kept));

  // It is a run like any other, which knows its parent.
  await lab.show();
  await page.locator('.run-name').first().click();
  await expect(page.getByRole('region', { name: /^About/ })).toContainText('the shipped policy “medium”');
  expect(lab.errors).toEqual([]);
});

test('a run of one’s own is fine-tuned from Runs, and its card leads back to it and sets both beside each other', async ({
  page,
}) => {
  const lab = new RunsPage(page);
  const rollouts = {
    'finetune.environments': 4,
    'finetune.decisions': 8,
    'finetune.epochs': 1,
    'finetune.batchSize': 16,
  };
  await lab.open({ ...tiny, ...rollouts, scene: 'detour', 'training.steps': 40, 'finetune.criticHiddenSize': 16 });
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  await expect(lab.state).toHaveText(/^Finished/);
  await lab.show();
  const parent = await page.locator('.run-name').first().innerText();
  await lab.choose(page.getByRole('row').filter({ hasText: parent }), 'Fine-tune');
  await expect(page.getByLabel('Begins from')).toHaveValue(/^run /);
  await lab.button('Fine-tune').click();
  await expect(lab.notice('was paused and kept')).toHaveCount(0);
  await expect(page.getByTestId('iteration')).toHaveText(/^([2-9]|\d\d+)$/);
  // The stage 1 level is the first thing that is measured; the loss of stage 1 has nothing more to show.
  const success = lab.panel('Success over environment steps');
  await expect(success.locator('.level.stage-1')).toBeVisible();
  await lab.button('Pause').click();
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Lab', exact: true }).click();
  await expect(lab.panel('Velocity loss')).toContainText('Stage 2 has no velocity loss');
  await lab.button('Show stage 2').click();
  await expect(success).toBeVisible();

  await lab.show();
  await lab
    .row(/fine-tuned/)
    .locator('.run-name')
    .click();
  const about = page.getByRole('region', { name: /^About/ });
  await expect(about.getByRole('button', { name: parent })).toBeVisible();
  await about.getByRole('button', { name: 'Compare with its parent' }).click();
  await expect(page.getByRole('heading', { name: '2 runs compared' })).toBeVisible();
  await expect(page.getByRole('figure', { name: /^Success, 1 step of the chosen runs/ })).toBeVisible();
  expect(lab.errors).toEqual([]);
});
