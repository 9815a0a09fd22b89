/** @file What runs below the page dies, hangs or is lost; the run goes on, and one sentence says so. */
import { expect, test } from '@playwright/test';
import type { RunRecord, TrainingRecord } from '../src/core/experiment/records.ts';
import type { Message } from '../src/workers/rpc/protocol.ts';
import { LabPage } from './labPage.ts';
import { prependToWorker } from './workerScripts.ts';
import { findWorker, takeRecords, tapWorkers } from './workerTap.ts';

// A service worker would answer for the files that these tests change on their way.
test.use({ serviceWorkers: 'block' });

/** Fast, and with no snapshot of its own before step 100,000 */
const tiny = {
  'policy.hiddenSize': 16,
  'policy.conditionHiddenSize': 16,
  'training.batchSize': 16,
  'training.steps': 100_000,
  'training.logInterval': 10,
  'training.snapshotInterval': 100_000,
  'representation.interval': 1000,
  'representation.probeSize': 16,
  'evaluation.interval': 100_000,
  'evaluation.episodes': 1,
};

async function readStep(lab: LabPage): Promise<number> {
  const text = await lab.page.getByTestId('step').innerText();
  return Number(text.split('/')[0].replaceAll(/\D/g, ''));
}

async function trainTo(lab: LabPage, step: number): Promise<void> {
  await lab.button('Train').click();
  await expect.poll(() => readStep(lab), { timeout: 90_000 }).toBeGreaterThan(step);
}

/** Waits for the sentence, checks what it says was lost, and that training goes on from there. */
async function expectRecovery(lab: LabPage, sentence: RegExp): Promise<void> {
  const notice = lab.page.getByRole('alert').filter({ hasText: sentence });
  await expect(notice).toBeVisible();
  const said = await notice.innerText();
  const [, from, lost] = said.match(/from step (\d+): (no|\d+) steps? w(?:as|ere) lost, the rest was kept/)!;
  console.log(said.split('\n')[0]);
  expect(lost === 'no' ? 0 : Number(lost)).toBeLessThanOrEqual(200);
  await expect.poll(() => readStep(lab)).toBeGreaterThan(Number(from) + 20);
  await expect(lab.state).toContainText('Training');
}

test('a run whose worker is killed goes on from at most 200 steps before, and says so', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(tiny);
  await trainTo(lab, 250);
  // A worker that is gone says nothing: only its silence tells.
  const worker = await findWorker(page, 'training');
  await worker.evaluate(() => self.close());
  await expectRecovery(lab, /The training worker died: it has not answered for 10 seconds\. A new one goes on/);
  expect(lab.errors).toEqual([]);
});

test('a run whose worker hangs in an endless loop goes on in a new one', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(tiny);
  await trainTo(lab, 20);
  const worker = await findWorker(page, 'training');
  // This never returns, and the worker is ended from outside.
  worker
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  await expectRecovery(lab, /The training worker died: it has not answered for 10 seconds\. A new one goes on/);
  expect(lab.errors).toEqual([]);
});

test('an evaluation whose rollout worker is killed is played again by another, while training goes on', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await tapWorkers(page);
  await lab.open({ ...tiny, 'evaluation.interval': 50, 'evaluation.episodes': 12 });
  await lab.button('Train').click();
  await expect(lab.state).toContainText('evaluating', { timeout: 90_000 });
  const worker = await findWorker(page, 'rollouts 1');
  await worker.evaluate(() => self.close());
  const notice = page.getByRole('alert').filter({ hasText: 'A worker that plays evaluations died' });
  await expect(notice).toContainText(/training went on, and the evaluation of step \d+ is played again/);
  const step = Number((await notice.innerText()).match(/of step (\d+)/)![1]);
  await takeRecords(page);
  const paired: number[] = [];
  await expect
    .poll(
      async () => {
        for (const record of await takeRecords(page)) if (record.kind === 'paired') paired.push(record.step);
        return paired[0];
      },
      { timeout: 90_000 },
    )
    .toBe(step);
  await expect(lab.state).toContainText('Training');
  expect(lab.errors).toEqual([]);
});

// Alone, as a software GPU takes every core there is.
test('a GPU device that is destroyed is replaced by a new one, and the curve goes on as if nothing had been', {
  tag: '@alone',
}, async ({ page }) => {
  await prependToWorker(page, 'training', `(${loseDeviceAtStep})(self);`);
  const lab = new LabPage(page);
  await tapWorkers(page);
  const steps = 12;
  await lab.open({
    ...tiny,
    'training.steps': steps,
    'training.snapshotInterval': 4,
    'training.logInterval': 1,
    'evaluation.episodes': 1,
    'evaluation.stepLimit': 1,
  });
  await lab.chooseBackend('webgpu');
  const countDevices = async () =>
    (await findWorker(page, 'training')).evaluate(() => (self as unknown as LosingScope).devices.length);
  const before = await findWorker(page, 'training');
  expect(await countDevices()).toBe(1);

  await before.evaluate(() => {
    (self as unknown as LosingScope).lossStep = 6;
  });
  await lab.button('Train').click();
  const notice = page.getByRole('alert').filter({ hasText: 'The GPU was lost' });
  await expect(notice).toContainText(/A new device goes on from step 4: [1-8] steps? w(as|ere) lost/, {
    timeout: 240_000,
  });
  console.log((await notice.innerText()).split('\n')[0]);
  await expect(lab.state).toContainText('Finished', { timeout: 240_000 });
  const after = await findWorker(page, 'training');
  expect(after).not.toBe(before);
  expect(await countDevices()).toBe(1);
  await expect(lab.backend).toContainText('swiftshader');
  const interrupted = lossesByStep(await takeRecords(page));

  await lab.button('Reset').click();
  await lab.button('Train').click();
  await expect(lab.state).toContainText('Finished', { timeout: 240_000 });
  const undisturbed = lossesByStep(await takeRecords(page));
  expect([...interrupted.keys()]).toEqual([...undisturbed.keys()]);
  expect(undisturbed.size).toBe(steps);
  const worst = Math.max(...[...undisturbed].map(([step, loss]) => Math.abs(interrupted.get(step)! / loss - 1)));
  console.log(`largest relative difference of a loss to the undisturbed run: ${worst}`);
  expect(worst).toBeLessThan(1e-5);
  expect(lab.errors).toEqual([]);
});

interface LosingScope {
  devices: GPUDevice[];
  /** The step whose record the worker still tells, and then loses its device */
  lossStep?: number;
  postMessage: typeof self.postMessage;
  readonly GPUAdapter?: typeof GPUAdapter;
}

/** Runs in the training worker before its own code: the loss comes at a step, whatever the machine's speed. */
function loseDeviceAtStep(scope: LosingScope): void {
  if (!scope.GPUAdapter) return;
  const { requestDevice } = scope.GPUAdapter.prototype;
  scope.devices = [];
  scope.GPUAdapter.prototype.requestDevice = async function (descriptor) {
    const device = await requestDevice.call(this, descriptor);
    scope.devices.push(device);
    return device;
  };
  const post = scope.postMessage.bind(scope) as (message: Message, options?: StructuredSerializeOptions) => void;
  scope.postMessage = (message: Message, options?: StructuredSerializeOptions) => {
    post(message, options);
    if (message.type !== 'event' || message.name !== 'record') return;
    const record = message.payload as RunRecord;
    if (record.kind === 'training' && record.step === scope.lossStep) scope.devices[0].destroy();
  };
}

/** What was recorded last for each step, in order of step */
function lossesByStep(records: readonly { readonly kind: string; readonly step: number }[]): Map<number, number> {
  const training = records.filter((record) => record.kind === 'training') as TrainingRecord[];
  return new Map([...new Map(training.map(({ step, loss }) => [step, loss]))].sort(([a], [b]) => a - b));
}

test('a demonstration file that is damaged starts nothing and costs nothing, and the next try works', async ({
  page,
}) => {
  const lab = new LabPage(page);
  const file = /demonstrations\/lift-.*\.demo$/;
  await page.route(file, async (route) => {
    const response = await route.fetch();
    const bytes = await response.body();
    bytes[bytes.length >> 1] ^= 1;
    await route.fulfill({ response, body: bytes });
  });
  await lab.open({ ...tiny, 'training.steps': 5 });
  await lab.button('Train').click();
  const alert = page.getByRole('alert').filter({ hasText: 'The run did not start' });
  await expect(alert).toContainText(/expert\.demo: .*Nothing was lost; press Reset to try again\./);
  const poses = await lab.countPoses();
  await expect.poll(() => lab.countPoses()).toBeGreaterThan(poses + 10);

  await page.unroute(file);
  await lab.button('Reset').first().click();
  await expect(lab.state).toHaveText('Ready');
  await lab.button('Train').click();
  await expect(lab.state).toContainText('Finished');
});
