import { beforeEach, expect, test, vi } from 'vitest';
import { type Experiment, resolveExperiment } from '../../core/experiment/experiment.ts';
import { keptRun } from '../../core/experiment/runFixture.ts';
import { StorageStand } from '../runs/storageStand.ts';
import { openStandInLab, type StandInLab, settle } from '../standIns.ts';

const hash = keptRun.origin.demonstrationsHash;
/** What the shipped policy says that made it: a network of its own */
const parent = resolveExperiment({ scene: 'hopper', demonstrations: 'medium', 'policy.hiddenSize': 32 });

class PolicyStorage extends StorageStand {
  override async call(name: string, input: never): Promise<unknown> {
    if (name === 'readPolicy') return { experiment: parent, step: 6000 };
    if (name === 'policy') return { policy: new Uint8Array([5]), experiment: parent, step: 900 };
    return super.call(name, input);
  }
}

let storage: PolicyStorage;
let opened: StandInLab;

/** The training worker answers as it would: facts name a parent where a policy was given. */
const start = ({ policy }: { policy?: Uint8Array }) => ({
  ...{ step: 0, parameters: 1, demonstrationsHash: hash, demonstrationLevel: 1300 },
  parent: policy ? { policyHash: hash, step: 6000, policy } : null,
});

async function open(address: string): Promise<void> {
  opened = openStandInLab({ hash: address, storage, trainingAnswers: { start } });
  opened.lab.runs.keep(null);
  await settle();
}

const started = () => opened.training[0].last('start') as { experiment: Experiment; policy?: Uint8Array };
const rest = () => vi.advanceTimersByTimeAsync(3000);

beforeEach(() => {
  vi.useFakeTimers();
  storage = new PolicyStorage();
  return () => {
    opened.lab.dispose();
    vi.useRealTimers();
  };
});

test('a link that names a shipped start and settings of stage 2 fine-tunes that policy with them', async () => {
  await open('#scene=hopper&view=finetune&finetune.start=medium&anchor.weight=2&seed=7');
  await opened.lab.play();
  const { experiment, policy } = started();
  expect(new TextDecoder().decode(policy)).toBe('policies/hopper-medium.policy');
  expect(experiment).toMatchObject({ stage: 'finetune', seed: 7, 'anchor.weight': 2, 'finetune.start': 'medium' });
  // The network is the policy's, whatever the form of stage 1 says.
  expect(experiment['policy.hiddenSize']).toBe(32);
  await rest();
  const [run] = opened.lab.runs.state.runs;
  expect(run.origin.parent).toEqual({ policyHash: hash, step: 6000, runId: null, name: 'the shipped policy “medium”' });
});

test('the run on the page is fine-tuned from its weights as they are, and is kept first', async () => {
  await open('#scene=hopper&policy.hiddenSize=16');
  await opened.lab.play();
  await rest();
  const [stage1] = opened.lab.runs.state.runs;
  opened.lab.finetuning.prepareRun(stage1);
  expect(opened.lab.display.state.view).toBe('finetune');
  await opened.lab.finetuning.begin('play');
  await rest();
  expect(started()).toMatchObject({ policy: new Uint8Array([0]), experiment: { stage: 'finetune' } });
  expect(started().experiment['policy.hiddenSize']).toBe(16);
  const { runs, activeId } = opened.lab.runs.state;
  expect(runs).toHaveLength(2);
  const tuned = runs.find(({ id }) => id === activeId)!;
  expect(tuned.origin.parent).toMatchObject({ runId: stage1.id, name: stage1.name });
  expect(tuned.name).toMatch(/fine-tuned$/);
});

test('another kept run is fine-tuned from its newest snapshot', async () => {
  await open('#scene=hopper');
  const experiment = resolveExperiment({ scene: 'hopper' });
  storage.runs.set('kept', { ...keptRun, id: 'kept', name: 'Yesterday', experiment, snapshotStep: 900 });
  await opened.lab.runs.start();
  opened.lab.finetuning.prepareRun({ id: 'kept', experiment });
  await opened.lab.finetuning.begin('play');
  expect(started().policy).toEqual(new Uint8Array([5]));
});

test('Train in the lab trains stage 1, also where the form was left at stage 2', async () => {
  await open('#scene=hopper&stage=finetune&view=lab');
  await opened.lab.play();
  expect(started().experiment.stage).toBe('pretrain');
  expect(started().policy).toBeUndefined();
});

test('before and after are on stage while a run is fine-tuned, and only then', async () => {
  await open('#scene=hopper&view=finetune&finetune.start=medium');
  await opened.lab.play();
  await settle();
  const cast = { steps: 1, ghostSteps: 1, ghostPolicy: started().policy };
  expect(opened.physics[0].last('setLiveCast')).toEqual(cast);
  expect(opened.lab.state.live.cast).toBe('before');
  await opened.lab.reset();
  await settle();
  expect(opened.physics[0].last('setLiveCast')).toEqual({ steps: 1, ghostSteps: 32 });
});

test('a worker that dies before the first snapshot begins again from the same policy', async () => {
  await open('#scene=hopper&view=finetune&finetune.start=medium');
  await opened.lab.play();
  const { policy } = started();
  opened.training[0].die();
  await rest();
  expect((opened.training[1].last('start') as { policy: Uint8Array }).policy).toEqual(policy);
});

test('a preset of stage 2 opens its view with the form filled', async () => {
  await open('');
  opened.lab.choosePreset('beyond-medium');
  await settle();
  expect(opened.lab.display.state.view).toBe('finetune');
  await opened.lab.play();
  expect(started().experiment).toMatchObject({
    scene: 'hopper',
    'finetune.envSteps': 800_000,
    'finetune.start': 'medium',
  });
});
