/** @file The questions of the lesson on going beyond the demonstrations that the reader's own runs answer, whichever way they went. */
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import { compareSuccess, pairAcrossSteps } from '../../core/experiment/runComparison.ts';
import { compareRates, type SideReading } from '../../lab/lesson/sideReading.ts';
import { sayProbability } from '../pair/comparisonWords.ts';
import { sayNumber } from '../words.ts';
import { open, type Question, type Seen, seenOf, verdictOf } from './question.ts';
import { sayRate, waiting } from './readingWords.ts';

/** What a run of stage 2 came to; null while it has not ended. */
function endOf(side: SideReading | null) {
  return side?.isFinished && side.success ? { ...side, success: side.success } : null;
}

const sideOf = (seen: Seen, act: string) => seenOf(seen, act).a;

/** Where stage 1 was not recorded, the run that an anchor held near it stands for it. */
function yardstick(side: SideReading | null, seen: Seen): { one: EvaluationRecord; name: string } | null {
  if (side?.before) return { one: side.before.one, name: 'Stage 1' };
  const held = endOf(sideOf(seen, 'held-back'));
  return held && { one: held.success.one, name: 'Stage 1 was not recorded; the run that the anchor held near it' };
}

const standings = ['higher', 'alike', 'lower'] as const;

/** In the order of `standings` */
const freeMeanings = [
  'This run learned it without any anchor. That happens: one run is luck, so count seeds before you call the anchor needed.',
  'The intervals overlap: these episodes do not tell after from before. Where a run without an anchor ends depends on its seed.',
  'What was imitated was unlearned before anything better was found.',
] as const;

const nothingToLearn = ' And where nothing succeeds, no try is better than another: there is nothing to learn from.';

export const freeQuestion: Question = {
  ask: 'No anchor holds it. Where will success with 1 step end?',
  choices: ['Above stage 1', 'About where stage 1 was', 'Below stage 1'],
  judge(choice, seen) {
    const side = sideOf(seen, 'forget');
    const end = endOf(side);
    if (!end) return open(waiting(side));
    const { one } = end.success;
    const before = yardstick(side, seen);
    if (!before) return open(`It ended at ${sayRate(one)}; what stage 1 reached was not recorded.`);
    const answer = standings.indexOf(compareRates(one, before.one));
    const isLost = answer === 2 && one.successes === 0;
    return {
      verdict: verdictOf(choice, answer),
      text: `${before.name}: ${sayRate(before.one)}. In the end: ${sayRate(one)}. ${freeMeanings[answer]}${isLost ? nothingToLearn : ''}`,
    };
  },
};

const anchoredMeanings = [
  'So here the anchor left room enough. Whether it leaves all the room there is, the next run says.',
  'Nothing is lost, and the episodes show nothing won: the anchor asks for the actions of stage 1, and those are what must change.',
  'The anchor did not protect it here. Look at its weight and at the learning rate.',
] as const;

export const anchoredQuestion: Question = {
  ask: 'The anchor never lets go. Where will success with 1 step end?',
  choices: ['Clearly above stage 1', 'About where stage 1 was', 'Below stage 1'],
  judge(choice, seen) {
    const side = sideOf(seen, 'held-back');
    const end = endOf(side);
    if (!end) return open(waiting(side));
    const { one } = end.success;
    if (!end.before) return open(`Only the end was recorded: ${sayRate(one)}. The anchor stayed the whole time.`);
    const answer = standings.indexOf(compareRates(one, end.before.one));
    const distance = end.updates ? ` Distance from the anchor at last: ${sayNumber(end.updates.last.anchorLoss)}.` : '';
    return {
      verdict: verdictOf(choice, answer),
      text: `Stage 1: ${sayRate(end.before.one)}. In the end: ${sayRate(one)}.${distance} ${anchoredMeanings[answer]}`,
    };
  },
};

const letGoMeanings = [
  'First held, then free: the anchor kept the policy together while the critic learned, and then stood no longer in its way.',
  'The intervals overlap: these runs do not show that letting go helped.',
  'Letting go did worse here than holding on. One seed each: the sweep over seeds says more.',
] as const;

export const letGoQuestion: Question = {
  ask: 'This anchor lets go bit by bit. How will it end beside the run that was held?',
  choices: ['Better', 'About the same', 'Worse'],
  judge(choice, seen) {
    const side = sideOf(seen, 'improve');
    const end = endOf(side);
    if (!end) return open(waiting(side));
    const { one } = end.success;
    const held = endOf(sideOf(seen, 'held-back'));
    if (!held) return open(`It ended at ${sayRate(one)}. The run that was held is not there to compare with: go back.`);
    const answer = standings.indexOf(compareRates(one, held.success.one));
    const free = endOf(sideOf(seen, 'forget'));
    const said = `Lets go: ${sayRate(one)}. Held: ${sayRate(held.success.one)}.${free ? ` No anchor: ${sayRate(free.success.one)}.` : ''}`;
    return { verdict: verdictOf(choice, answer), text: `${said} ${letGoMeanings[answer]}` };
  },
};

/** Below it, the episodes tell before from after */
const level = 0.05;

export const pairedQuestion: Question = {
  ask: 'Look at the episodes that only one of the two got through. Who has more of them?',
  choices: ['After', 'Both as many', 'Before'],
  judge(choice, seen) {
    const side = sideOf(seen, 'improve');
    const end = endOf(side);
    if (!end) return open(waiting(side));
    const [before, after] = [end.before?.one, end.success.one];
    const paired = before && pairAcrossSteps(before, after) ? compareSuccess(before, after, pairAcrossSteps) : null;
    if (!paired)
      return open(
        `It ended at ${sayRate(after)}. Single episodes are not in the record: pairing needs a run of your own.`,
      );
    const { onlyA, onlyB, both, neither, pValue } = paired;
    const answer = onlyB > onlyA ? 0 : onlyB === onlyA ? 1 : 2;
    const meaning =
      pValue < level
        ? 'So many on one side are hardly chance: these episodes tell after from before.'
        : 'That may well be chance: these episodes do not tell after from before.';
    return {
      verdict: verdictOf(choice, answer),
      text: `Only after: ${onlyB}. Only before: ${onlyA} (p ${sayProbability(pValue)}). The ${both} that both and the ${neither} that neither got through say nothing of the difference. ${meaning}`,
    };
  },
};

const hopper =
  'On the leg Hopper, three seeds raised the return with 1 step from 1,380 to between 2,337 and 2,687, while that with 32 fell from 1,241 to between 495 and 699 (100 episodes each).';

const manyMeanings = [
  'Small steps still do better, as they did before: one step has not caught up.',
  'One step has what 32 have, at a 32nd of the calls. That need not be so everywhere.',
  'PPO tried one step and rewarded one step. Nobody asked what 32 small ones do, and the network no longer knows.',
] as const;

export const manyStepsAfterQuestion: Question = {
  ask: 'PPO has trained the 1-step policy. How do 32 steps of the same network do now?',
  choices: ['Better than 1 step', 'About as well', 'Worse than 1 step'],
  judge(choice, seen) {
    const side = sideOf(seen, 'improve');
    const end = endOf(side);
    if (!end) return open(waiting(side));
    const { one, many } = end.success;
    const answer = standings.indexOf(compareRates(many, one));
    const before = end.before ? ` Before: ${sayRate(end.before.one)} and ${sayRate(end.before.many)}.` : '';
    return {
      verdict: verdictOf(choice, answer),
      text: `1 step: ${sayRate(one)}. 32 steps: ${sayRate(many)}.${before} ${manyMeanings[answer]} ${hopper}`,
    };
  },
};
