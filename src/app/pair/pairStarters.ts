/** @file Pairs that many lessons begin with: what A sets, and what B sets otherwise. Everything else stays as the form has it. */
import type { DraftTexts } from '../../lab/draft.ts';

export interface PairStarter {
  readonly title: string;
  /** What it is good for, in one sentence */
  readonly asks: string;
  readonly a: DraftTexts;
  readonly b: DraftTexts;
}

export const pairStarters: readonly PairStarter[] = [
  {
    title: 'No dispersion against α 0.5',
    asks: 'What does the dispersive loss change?',
    a: { 'dispersive.kind': 'infonce_l2', 'dispersive.weight': '0' },
    b: { 'dispersive.weight': '0.5' },
  },
  {
    title: 'L2 against cosine',
    asks: 'Can it be content with longer embeddings, or must they turn?',
    a: { 'dispersive.kind': 'infonce_l2', 'dispersive.weight': '0.5' },
    b: { 'dispersive.kind': 'infonce_cosine' },
  },
  {
    title: 'Dispersion against plain normalisation',
    asks: 'How much of its effect is scale alone?',
    a: { 'dispersive.kind': 'infonce_l2', 'dispersive.weight': '0.5' },
    b: { 'dispersive.weight': '0', 'policy.conditionNormalization': 'layer' },
  },
  {
    title: 'Wide against narrow encoder',
    asks: 'Does a squeezed encoder collapse sooner?',
    a: { 'policy.conditionHiddenSize': '64' },
    b: { 'policy.conditionHiddenSize': '4' },
  },
  {
    title: 'Leaping practised, or never',
    asks: 'What is one step worth to a policy that learned the instantaneous velocity alone?',
    a: { 'objective.equalTimesShare': '0.5' },
    b: { 'objective.equalTimesShare': '1' },
  },
  {
    title: 'Two seeds',
    asks: 'How different are two runs that differ in nothing but luck?',
    a: { seed: '0' },
    b: { seed: '1' },
  },
];
