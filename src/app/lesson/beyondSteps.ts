/** @file The lesson “Going beyond the demonstrations”, step by step: what each says, where it points, and what it asks. */
import { lessons, type StepIdOf } from '../../lab/lesson/lessons.ts';
import {
  anchoredQuestion,
  freeQuestion,
  letGoQuestion,
  manyStepsAfterQuestion,
  pairedQuestion,
} from './beyondQuestions.ts';
import type { LessonStep } from './lessonStep.ts';
import { knownQuestion, right, wrong } from './question.ts';

const steps: Readonly<Record<StepIdOf<'beyond'>, Omit<LessonStep, 'id'>>> = {
  ceiling: {
    title: 'The ceiling of imitation',
    text: 'A puck must pass a pillar, left or right. This policy imitated demonstrations, but never practised the leap: 32 steps get past nearly always, 1 step about every second time.',
    target: '.scene-legend',
    question: knownQuestion('Would more training on the same demonstrations, in the same way, mend the 1 step?', [
      [
        'Yes, imitation only needs longer',
        wrong('Its loss never asks where one step lands. A longer run answers the same question more exactly.'),
      ],
      [
        'No: it must learn from what its own tries lead to',
        right(
          'Imitation judges actions by the demonstrations, never by what becomes of them. Trying them in the simulator does. That is stage 2.',
        ),
      ],
      [
        'No, one step can never do it',
        wrong('One call can hold both ways: the preset “Two ways round” shows it. This policy was only never asked.'),
      ],
    ]),
  },
  free: {
    title: 'Let it try, with nothing to hold it',
    text: 'PPO adds noise to the actions, plays, and makes what succeeded more likely. Training begins here, without an anchor. The dashed lines are what stage 1 reached.',
    target: '.finetune-return',
    question: freeQuestion,
  },
  anchored: {
    title: 'An anchor that never lets go',
    text: 'The same run with a price: the squared distance between its actions and those of stage 1, in every update. The last tile shows that distance; the anchor’s weight is drawn below the success.',
    target: '.finetune-update',
    question: anchoredQuestion,
  },
  'let-go': {
    title: 'An anchor that lets go',
    text: 'Now the weight falls in a straight line to nothing. At first the policy is held; in the end only success counts.',
    target: '.finetune-return',
    question: letGoQuestion,
  },
  'before-after': {
    title: 'Before and after',
    text: 'The solid puck is the policy as it is fine-tuned, the ghost what it was before. Watch a few episodes.',
    target: '.scene-legend',
    question: knownQuestion('Both begin at the same place, with the same noise. What is that good for?', [
      [
        'Where they part, the policy is the reason, not the luck of the start',
        right('The same start may be easy for both or hard for both. What differs is then the policy’s own doing.'),
      ],
      [
        'It makes both succeed equally often',
        wrong('It makes them comparable, not equal: the same starts may be passed by one and not by the other.'),
      ],
      [
        'It saves time',
        wrong(
          'Each still plays for itself. What it saves is episodes: luck that both share need not be averaged away.',
        ),
      ],
    ]),
  },
  paired: {
    title: 'Paired with its parent',
    text: 'The evaluation plays the same episodes before and after. This table counts them in four: both got through, only before, only after, neither.',
    target: '.finetune-parent',
    question: pairedQuestion,
  },
  'many-steps': {
    title: 'One step against 32, afterwards',
    text: 'The solid puck takes 1 step, the ghost 32 small ones, of the same fine-tuned network. At the beginning, 32 were far ahead.',
    target: '.scene-legend',
    question: manyStepsAfterQuestion,
  },
  limits: {
    title: 'What this does not show',
    text: 'What you have seen is a story about one small scene.',
    points: [
      'Detour is a toy, and its learning rate is hot on purpose: with a cooler one, the anchor matters less.',
      'One seed each. “k of n” has an interval; a claim needs several seeds.',
      'PPO’s curve counts tries with noise, the evaluation plays without. They are two numbers.',
    ],
    target: '.view-tabs',
    question: knownQuestion('The curve of PPO’s own tries says 70 %, the evaluation 96 of 100. Which one is wrong?', [
      [
        'The curve',
        wrong('It counts what it says: tries with noise on every action, over weights that changed meanwhile.'),
      ],
      [
        'Neither: they measure different things',
        right(
          'The curve counts noisy tries of changing weights, the evaluation one policy without noise. Say which one you mean.',
        ),
      ],
      [
        'The evaluation',
        wrong('It plays what would be deployed: one policy, no noise, and episodes it was not trained on.'),
      ],
    ]),
  },
};

export const beyondSteps: readonly LessonStep[] = lessons.beyond.steps.map(({ id }) => ({ id, ...steps[id] }));
