import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { DeployedPolicy } from '../src/core/policy/deployedPolicy.ts';
import { LabPage } from './labPage.ts';

const plane = (page: Page) => page.getByTestId('plane');
const noiseHandle = (page: Page) => page.getByRole('slider', { name: 'Noise z₁' });

/** What the plane shows: an observation, a noise, and where 1 and 32 steps carry it. */
async function readPlane(page: Page) {
  const numbers = async (name: string) => (await plane(page).getAttribute(name))?.split(' ').map(Number) ?? [];
  const [observation, noise, landings] = [
    await numbers('data-observation'),
    await numbers('data-noise'),
    await numbers('data-landings'),
  ];
  return { observation, noise, oneStep: landings.slice(0, 2), manySteps: landings.slice(2) };
}

const hold = (page: Page) => page.getByRole('switch', { name: 'Hold this moment' }).click();

test('noise is dragged through the field by mouse and by keys, and its landings are the policy’s own', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open({ scene: 'detour', view: 'one-step' });
  await expect(plane(page)).toHaveAttribute('data-landings', /\d/);
  await expect(page.getByTestId('field')).toHaveAttribute('d', /^M/);
  await expect(page.getByTestId('verdict')).toContainText('Of 96 noises');
  await hold(page);

  const policy = DeployedPolicy.decode(new Uint8Array(readFileSync('public/policies/detour.policy')), 'detour');
  /** Landings follow their noise a moment later, from a worker; once they have, they are the policy's own. */
  const readLanded = async () => {
    let shown = await readPlane(page);
    await expect(async () => {
      shown = await readPlane(page);
      const condition = policy.embed(shown.observation);
      for (const [steps, landing] of [[1, shown.oneStep] as const, [32, shown.manySteps] as const]) {
        const end = policy.path(condition, Float32Array.from(shown.noise), steps)[steps];
        for (let i = 0; i < 2; i++) expect(Math.abs(landing[i] - end[i])).toBeLessThan(1e-5);
      }
    }).toPass();
    return shown;
  };
  const before = await readLanded();

  const box = (await plane(page).boundingBox())!;
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.75 * box.width, box.y + 0.25 * box.height, { steps: 5 });
  await page.mouse.up();
  // A quarter from the middle is half of the reach of 2.1.
  await expect.poll(async () => (await readPlane(page)).noise[0]).toBeCloseTo(1.05, 1);
  const dragged = await readLanded();
  expect(dragged.noise[1]).toBeCloseTo(1.05, 1);
  expect(dragged.oneStep).not.toEqual(before.oneStep);
  expect(dragged.manySteps).not.toEqual(before.manySteps);

  await noiseHandle(page).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(async () => (await readPlane(page)).noise[1]).toBeCloseTo(dragged.noise[1] - 0.25, 4);
  const pressed = await readLanded();
  expect(pressed.noise[0]).toBeCloseTo(dragged.noise[0] - 0.05, 4);
  expect(pressed.oneStep).not.toEqual(dragged.oneStep);
  expect(pressed.manySteps).not.toEqual(dragged.manySteps);

  // A finger on the handle takes it along.
  const handle = (await noiseHandle(page).boundingBox())!;
  const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
  const touch = await page.context().newCDPSession(page);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (const dx of [-20, -40, -60]) {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + dx, y }] });
  }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(async () => (await readPlane(page)).noise[0]).toBeLessThan(pressed.noise[0] - 0.3);
  await readLanded();

  const field = await page.getByTestId('field').getAttribute('d');
  await page.getByRole('slider', { name: /^noise to action/ }).focus();
  await page.keyboard.press('End');
  await expect(page.getByText('τ = 0.00')).toBeVisible();
  await expect(page.getByTestId('field')).toHaveAttribute('data-time', '0');
  expect(await page.getByTestId('field').getAttribute('d')).not.toBe(field);
  expect(lab.errors).toEqual([]);
});

test('the field follows the weights while they train, and a robot shows its chunks instead', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({
    scene: 'detour',
    view: 'one-step',
    'policy.hiddenSize': 16,
    'training.steps': 3000,
    'training.batchSize': 32,
    'training.snapshotInterval': 50,
    'evaluation.interval': 3000,
    'evaluation.episodes': 1,
  });
  await lab.chooseBackend('wasm');
  await expect(plane(page)).toHaveAttribute('data-landings', /\d/);
  await hold(page);
  const field = () => page.getByTestId('field').getAttribute('d');
  const shipped = await field();
  await lab.button('Train').click();
  // Untrained at first, then trained: two other fields at the same moment.
  await expect.poll(field).not.toBe(shipped);
  const untrained = await field();
  await expect(lab.state).toHaveText(/^Finished/, { timeout: 90_000 });
  await expect.poll(field).not.toBe(untrained);

  await lab.chooseScene('lift');
  const panel = lab.panel('One step, opened up');
  const chunk = panel.getByRole('group', { name: 'The chunk of 4 actions, number by number' });
  await expect(chunk).toBeVisible();
  await expect(chunk.locator('.chunk-figure')).toHaveCount(7);
  await expect(panel.getByTestId('verdict')).toContainText('The two chunks differ by');
  await panel.getByRole('button', { name: 'Numbers' }).press('Enter');
  await expect(panel.getByRole('columnheader', { name: 'droll' })).toBeVisible();
  await expect(panel.locator('tbody tr')).toHaveCount(4);
  expect(lab.errors).toEqual([]);
});
