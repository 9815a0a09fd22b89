/** @file What the charts of stage 2 show, as tables. */
import type { FinetuningRecord } from '../../core/experiment/records.ts';
import type { ChartTable } from '../charts/chartTable.ts';
import { stepColumns } from '../charts/stepColumn.ts';
import { updateMeasures, updateNames, updateUnits } from './measureWords.ts';

const steps = [
  stepColumns['environment steps'],
  { key: 'iteration', label: 'Iteration', unit: 'rollouts with their update' },
] as const;

export function returnTable(records: readonly FinetuningRecord[]): ChartTable {
  return {
    name: 'finetuning-return',
    title: 'Training episodes over environment steps',
    columns: [
      ...steps,
      { key: 'episodes', label: 'Episodes', unit: 'ended in the iteration' },
      { key: 'successes', label: 'Successes', unit: 'of those episodes' },
      { key: 'meanReturn', label: 'Mean return', unit: 'reward units' },
      { key: 'successRate', label: 'Success rate', unit: 'share' },
      { key: 'meanLength', label: 'Mean length', unit: 'control steps' },
      { key: 'anchorWeight', label: 'Anchor weight', unit: 'λ' },
    ],
    rows: records.map((record) => [
      ...[record.step, record.iteration, record.episodes, record.successes],
      ...[record.meanReturn, record.successRate, record.meanLength, record.anchorWeight],
    ]),
    notes: [
      'Training episodes are played with exploration noise.',
      'Means are of the episodes that ended in the iteration, or of the last 100 where fewer than that ended.',
      'Evaluations without the noise are in the table of success.',
    ],
  };
}

export function updateTable(records: readonly FinetuningRecord[]): ChartTable {
  return {
    name: 'finetuning-updates',
    title: 'What each update of PPO did',
    columns: [
      ...steps,
      ...updateMeasures.map((key) => ({ key, label: updateNames[key], unit: updateUnits[key] })),
      { key: 'anchorWeight', label: 'Anchor weight', unit: 'λ' },
      { key: 'policyLoss', label: 'Policy loss', unit: 'no unit' },
      { key: 'entropy', label: 'Entropy', unit: 'nats a chunk' },
      { key: 'actorLearningRate', label: 'Actor learning rate', unit: 'per step' },
      { key: 'policySteps', label: 'Policy steps', unit: 'gradient steps' },
      { key: 'plannedPolicySteps', label: 'Planned', unit: 'gradient steps' },
      { key: 'initialRatioError', label: 'First ratio, off 1', unit: 'largest of a minibatch' },
    ],
    rows: records.map((record) => [
      ...[record.step, record.iteration, ...updateMeasures.map((key) => record[key])],
      ...[record.anchorWeight, record.policyLoss, record.entropy, record.actorLearningRate],
      ...[record.policySteps, record.plannedPolicySteps, record.initialRatioError],
    ]),
    notes: ['Means over the minibatches of an update, but for the first ratio.'],
  };
}

export function timeTable(records: readonly FinetuningRecord[]): ChartTable {
  const seconds = (key: string, label: string) => ({ key, label, unit: 's' });
  return {
    name: 'finetuning-time',
    title: 'Where the time of each iteration went',
    columns: [
      ...steps,
      seconds('seconds', 'Iteration'),
      seconds('physics', 'Physics'),
      seconds('inference', 'Inference'),
      seconds('learning', 'Learning'),
      { key: 'envStepsPerSecond', label: 'Rate', unit: 'environment steps a second' },
    ],
    rows: records.flatMap(({ step, iteration, timing }) =>
      timing
        ? [
            [
              step,
              iteration,
              timing.seconds,
              timing.physics,
              timing.inference,
              timing.learning,
              timing.envStepsPerSecond,
            ],
          ]
        : [],
    ),
    notes: ['Measured on this machine; it differs from run to run.'],
  };
}
