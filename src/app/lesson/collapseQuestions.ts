/** @file The questions of the lesson on collapse that the reader's own runs answer. What is said of them is read off them, whichever way it went. */
import { compareRates, type SideReading, trendOf } from '../../lab/lesson/sideReading.ts';
import { sayNumber } from '../words.ts';
import { open, type Question, seenOf, verdictOf } from './question.ts';
import { sayRate, waiting } from './readingWords.ts';

/** Numbers of runs that go on are said to be so. */
const soFar = (sides: readonly (SideReading | null)[]) =>
  sides.every((side) => side?.isFinished) ? 'In the end' : 'So far';

export const rankQuestion: Question = {
  ask: 'Since training began, what has the effective rank of A done?',
  choices: ['It fell', 'It hardly changed', 'It rose'],
  judge(choice, seen) {
    const { a, b } = seenOf(seen, 'rescue');
    if (!a?.spread || !b?.spread) return open('Nothing was measured twice yet: come back in a moment.');
    const [ofA, ofB] = [a.spread, b.spread];
    if (!ofA.first || !ofB.first) {
      return open(
        `Only the end was recorded: ${sayNumber(ofA.last.effectiveRank)} in A, ${sayNumber(ofB.last.effectiveRank)} in B.`,
      );
    }
    const answer = ['fell', 'same', 'rose'].indexOf(trendOf(ofA.first.effectiveRank, ofA.last.effectiveRank));
    const isLower = trendOf(ofB.last.effectiveRank, ofA.last.effectiveRank) === 'fell';
    const meaning = isLower
      ? 'A uses fewer dimensions than B, however wide its cloud is drawn.'
      : 'So rank alone does not tell these two runs apart; compare their distances and norms too.';
    return {
      verdict: verdictOf(choice, answer),
      text: `${soFar([a, b])}, A has gone from ${sayNumber(ofA.first.effectiveRank)} to ${sayNumber(ofA.last.effectiveRank)}, B from ${sayNumber(ofB.first.effectiveRank)} to ${sayNumber(ofB.last.effectiveRank)}. ${meaning}`,
    };
  },
};

export const manyStepsQuestion: Question = {
  ask: 'Where 1 step fails in A, do 32 steps rescue it?',
  choices: ['Yes, 32 steps do clearly better', 'No, they do no better'],
  judge(choice, seen) {
    const { a, b } = seenOf(seen, 'rescue');
    if (!a?.success || !a.isFinished || !b?.success || !b.isFinished) return open(waiting(a?.isFinished ? b : a));
    const ofA = `A: ${sayRate(a.success.one)} with 1 step, ${sayRate(a.success.many)} with 32. B: ${sayRate(b.success.one)} with 1, ${sayRate(b.success.many)} with 32.`;
    const isRescued = compareRates(a.success.one, a.success.many) === 'lower';
    const isWorse = compareRates(a.success.one, b.success.one) === 'lower';
    return { verdict: verdictOf(choice, isRescued ? 0 : 1), text: `${ofA} ${successMeaning(isRescued, isWorse)}` };
  },
};

function successMeaning(isRescued: boolean, isWorse: boolean): string {
  if (isRescued) {
    return 'That is the signature the paper describes: 1 step drops, and many small steps recover.';
  }
  if (isWorse) {
    return 'The paper expects 32 steps to recover. Here they do not: more steps through a network that cannot tell the readings apart change nothing.';
  }
  return 'The intervals overlap, so these episodes show no rescue; nor do they show that A does worse than B.';
}

/** From this share of the variance on, a probe has found all of it, up to noise. */
const found = 0.9;
/** A norm that is so many times smaller is another length. */
const shorter = 3;

export const informationQuestion: Question = {
  ask: 'Look at norm and linear probe. Are the readings gone from the embedding of A?',
  choices: ['Yes, they are lost', 'No, they are there, but written too small', 'No, and as large as in B'],
  judge(choice, seen) {
    const { a, b } = seenOf(seen, 'rescue');
    const [ofA, ofB] = [a?.spread?.last, b?.spread?.last];
    if (ofA?.linearProbeR2 === undefined || ofB?.linearProbeR2 === undefined) {
      return open('The probe has not measured yet: come back in a moment.');
    }
    const isThere = ofA.linearProbeR2 >= found;
    const isSmall = ofB.meanNorm > shorter * ofA.meanNorm;
    const answer = isThere ? (isSmall ? 1 : 2) : 0;
    return {
      verdict: verdictOf(choice, answer),
      text: `${soFar([a, b])}, the probe reads the dials from A with R² ${sayNumber(ofA.linearProbeR2)}, from B with ${sayNumber(ofB.linearProbeR2)}. The norm is ${sayNumber(ofA.meanNorm)} in A, ${sayNumber(ofB.meanNorm)} in B. ${informationMeanings[answer]}`,
    };
  },
};

const informationMeanings = [
  'So part of what the dials said is no longer in there.',
  'R² ignores length: all is still there, but so small that the rest of the network makes nothing of it. The probe alone would have shown nothing wrong.',
  'So in these runs length is not what tells A from B.',
] as const;

export const controlQuestion: Question = {
  ask: 'Will B succeed about as often as it did with the dispersive loss?',
  choices: ['Yes, about as often', 'No, less often', 'No, more often'],
  judge(choice, seen) {
    const rescue = seenOf(seen, 'rescue');
    const control = seen.control?.b ?? null;
    if (!control?.success || !control.isFinished) return open(waiting(control));
    const { one } = control.success;
    const rescued = rescue.b?.success?.one;
    const collapsed = (seen.control?.a ?? rescue.a)?.success?.one;
    if (!rescued) {
      return open(
        `LayerNorm: ${sayRate(one)}${collapsed ? `, nothing: ${sayRate(collapsed)}` : ''}. The run with the loss is not there to compare with: go back to step 2 and train it.`,
      );
    }
    const standing = compareRates(one, rescued);
    // Where the loss itself cannot be told from nothing, there is no gain to explain.
    const hasDecided = standing !== 'alike' || !collapsed || compareRates(collapsed, rescued) === 'lower';
    const answer = ['alike', 'lower', 'higher'].indexOf(standing);
    const rates = `LayerNorm: ${sayRate(one)}. The loss: ${sayRate(rescued)}.${collapsed ? ` Neither: ${sayRate(collapsed)}.` : ''}`;
    return {
      verdict: verdictOf(choice, answer),
      text: `${rates} ${hasDecided ? controlMeaning(standing) : undecided}`,
    };
  },
};

const undecided =
  'The interval of the loss overlaps that of neither, too: these episodes show no gain that a control would have to explain.';

function controlMeaning(standing: ReturnType<typeof compareRates>): string {
  switch (standing) {
    case 'alike':
      return 'The intervals overlap: keeping the scale does about what the loss does here. A new loss has to beat this control, not only the run without it.';
    case 'lower':
      return 'LayerNorm keeps the length, and yet B stays behind: the loss does more here, it pushes apart in every step. Where something else causes a collapse, scale alone may do; so the control is worth its run.';
    case 'higher':
      return 'Keeping the scale even beats the loss here. Without this control the loss would have got the credit.';
  }
}
