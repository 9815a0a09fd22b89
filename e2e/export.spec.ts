import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { RunsPage, tiny } from './runsPage.ts';
import { ScenePage } from './scenePage.ts';

/** The panel beside the scene, whichever it is now */
const bundle = (page: Page) => page.getByRole('region', { name: 'Bundle', exact: true });

async function openFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('Bundle or runner’s log').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

async function checkAccess(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include('main').analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
}

test('a policy is exported, passes its check, is downloaded, opened again and watched; a damaged bundle is refused', async ({
  page,
}) => {
  const lab = new LabPage(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await lab.open({ view: 'export' });
  await lab.countPoses();
  await expect(lab.panel('What will be exported')).toContainText('Simulation only until checked on the robot.');
  await expect(lab.panel('What will be exported')).toContainText('cube_quat');
  // The runtime's 14 MB come when they are needed, and not before.
  const isLarge = (path: string) => /deployment|ort-wasm/.test(path);
  expect(asked.filter(isLarge)).toEqual([]);

  await lab.button('Export and check').click();
  await expect(lab.button('Cancel')).toBeVisible();
  await expect(bundle(page).locator('.bundle-verdict')).toHaveText(
    'The check passed: the exported graph acts as the trainer does.',
    { timeout: 90_000 },
  );
  await expect(bundle(page).getByTestId('vector-error')).toContainText(/^\d\.\de-[6-9] at most, of 1\.0e-5/);
  await expect(bundle(page).getByTestId('closed-loop')).toContainText(/^\d+ of 20 \(/);
  await expect(bundle(page)).toContainText('Simulation only until checked on the robot.');
  const latency = lab.panel('Latency').getByRole('row', { name: /^p50/ });
  await expect(latency.getByRole('cell')).toHaveCount(6);
  console.log((await lab.panel('Latency').locator('table').innerText()).replaceAll('\n', ' | '));

  await checkAccess(page);

  const downloading = page.waitForEvent('download');
  await lab.button('Download').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('lift-shipped-k1.zip');
  const zip = readFileSync(await download.path());
  console.log(`${zip.length} bytes`);

  // Opened again, on a page that knows nothing of it.
  await lab.open({ scene: 'hopper', view: 'export' });
  await lab.countPoses();
  await openFile(page, 'lift-again.zip', zip);
  await expect(bundle(page)).toContainText('Lift (lift)');
  await expect(page.locator('.policy-label')).toHaveText('Bundle lift-again.zip');
  await expect(lab.sceneButton).toContainText('Lift');
  const poses = await lab.countPoses();
  await expect.poll(() => lab.countPoses()).toBeGreaterThan(poses + 5);
  await expect(lab.poses).toContainText('1 step:');
  await expect(bundle(page)).toContainText('In the scene policy.onnx itself acts, in onnxruntime-web.');

  const damaged = Buffer.from(zip);
  damaged[zip.length >> 1] ^= 0xff;
  await openFile(page, 'damaged.zip', damaged);
  await expect(page.locator('.problem-box')).toHaveText(
    /^damaged\.zip: (policy\.onnx|bundle): .+ The bundle was refused and nothing of it was used\. Fetch the file again/,
  );
  await expect(bundle(page)).toContainText('lift-again.zip');
  await lab.button('Back to the lab’s policy').click();
  await expect(page.locator('.policy-label')).toHaveText('Shipped policy');
  expect(asked.filter(isLarge)).not.toEqual([]);
  expect(lab.errors).toEqual([]);
});

test('a run that was trained here is exported from its own menu, by keyboard, and can be cancelled', async ({
  page,
}) => {
  const lab = new RunsPage(page);
  await lab.open({ ...tiny, 'training.steps': 20 });
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  await expect(lab.state).toHaveText(/^Finished/);
  await lab.show();
  const row = lab.row('Lift · seed 0');
  await row.getByRole('button', { name: 'More about Lift · seed 0' }).focus();
  await page.keyboard.press('Enter');
  await lab.arrowTo(page.getByRole('menuitem', { name: 'Export' }));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Policy', { exact: true }).locator('option:checked')).toHaveText(
    /^On this page: Lift · seed 0/,
  );
  await lab.button('Export and check').focus();
  await page.keyboard.press('Enter');
  await lab.button('Cancel').focus();
  await page.keyboard.press('Enter');
  await expect(lab.button('Cancel')).toHaveCount(0);
  await expect(lab.button('Export and check')).toBeEnabled();
  await expect(lab.button('Download')).toHaveCount(0);

  await lab.button('Export and check').click();
  await expect(bundle(page).getByTestId('vector-error')).toContainText('e-');
  await expect(bundle(page)).toContainText(/Training runLift · seed 0 /);
  await lab.button('Cancel').click();
  await expect(bundle(page).locator('.bundle-verdict')).toContainText('not offered for download');
  expect(lab.errors).toEqual([]);
});

test('a runner’s log is dropped onto the page and plays with its timing; one that is cut in the middle is refused', async ({
  page,
}) => {
  const lab = new ScenePage(page);
  await lab.open({ scene: 'detour' });
  await lab.countPoses();
  const text = readFileSync('e2e/fixtures/lift-runner.jsonl', 'utf8');
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], 'morning.jsonl'));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, text);
  const log = lab.panel('Runner’s log');
  await expect(log).toContainText('simulated lift at 20 Hz');
  await expect(log).toContainText('2 of 2 episodes');
  await expect(log.locator('.log-rules')).toContainText('position delta ×');
  await expect(lab.badge).toHaveText('Logged episode 1');
  await expect(page.locator('.policy-label')).toHaveText('Log morning.jsonl');
  await expect(lab.sceneButton).toContainText('Lift');
  // The line of the chart goes along with the robot.
  const at = () => log.locator('.timing-lanes').getAttribute('data-at');
  const before = await at();
  await expect.poll(at).not.toBe(before);
  await checkAccess(page);
  await log.getByLabel('Episode').selectOption('1');
  await expect(lab.badge).toHaveText('Logged episode 2');
  await lab.slider.focus();
  await page.keyboard.press('End');
  await expect(lab.poses).toContainText('logged robot: ✓ success');

  await openFile(page, 'cut.jsonl', Buffer.from(text.slice(500)));
  await expect(page.locator('.problem-box')).toContainText(/^cut\.jsonl: line 1: .+The log was refused/);
  await lab.button('Close the log').click();
  await expect(lab.panel('What will be exported')).toBeVisible();
  await expect(page.locator('.policy-label')).toHaveText('Shipped policy');
  expect(lab.errors).toEqual([]);
});
