/** @file The lesson on going beyond the demonstrations: PPO without an anchor, with one that holds, and with one that lets go. */
import type { LessonPlan } from './lessonPlan.ts';

/** Enough episodes to tell before from after */
const settings = { 'evaluation.episodes': '50' } as const;

export const beyondPlan = {
  steps: [
    { id: 'ceiling', view: 'finetune', act: null, cast: 'both', start: 'no-leap' },
    { id: 'free', view: 'finetune', act: 'forget' },
    { id: 'anchored', view: 'finetune', act: 'held-back' },
    { id: 'let-go', view: 'finetune', act: 'improve' },
    // The run that let go stays on the page for what it is compared with.
    { id: 'before-after', view: 'finetune', act: 'improve', cast: 'before' },
    { id: 'paired', view: 'finetune', act: 'improve' },
    { id: 'many-steps', view: 'finetune', act: 'improve', cast: 'both' },
    { id: 'limits', view: 'finetune', act: null },
  ],
  acts: {
    forget: { preset: 'forget', settings, changes: null },
    'held-back': { preset: 'held-back', settings, changes: null },
    improve: { preset: 'improve', settings, changes: null },
  },
  overridable: [
    ...['envSteps', 'environments', 'decisions', 'epochs', 'batchSize', 'criticHiddenSize', 'evaluationInterval'].map(
      (name) => `finetune.${name}`,
    ),
    ...['evaluation.', 'representation.', 'seed'],
  ],
  recorded: {
    path: 'examples/detour-anchor.sweep.json',
    runs: {
      forget: { a: { 'anchor.schedule': 'none', seed: 0 } },
      'held-back': { a: { 'anchor.schedule': 'constant', seed: 0 } },
      improve: { a: { 'anchor.schedule': 'linear', seed: 0 } },
    },
  },
} as const satisfies LessonPlan;
