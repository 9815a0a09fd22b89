/** @file How the two robots and what they have reached are said. */
import type { SceneFacts } from '../../core/scenes/scene.ts';
import type { LivePolicy, LiveStatus, RobotOutcome } from '../../lab/labState.ts';
import { type CastName, castOf } from '../../lab/liveCast.ts';
import { sayCount, sayNumber, saySteps } from '../words.ts';

export type Metric = SceneFacts['metric'];

/** One of the robots on stage, for its line in the legend and in the status. */
export interface SeenRobot {
  readonly body: 'solid' | 'ghost';
  /** What tells it from the other: `1 step`, or `before` */
  readonly name: string;
  /** Denoising steps K */
  readonly steps: number;
  /** Null before the first pose */
  readonly outcome: RobotOutcome | null;
}

/** Who is on stage, the solid one first. @param policy decides where it came from a file, which brings one robot */
export function robotsOnStage(cast: CastName, status: LiveStatus | null, policy?: LivePolicy): SeenRobot[] {
  if (policy?.kind === 'bundle') {
    return [{ body: 'solid', name: saySteps(policy.steps), steps: policy.steps, outcome: status }];
  }
  if (policy?.kind === 'log') return [{ body: 'solid', name: 'logged robot', steps: 1, outcome: status }];
  const { steps, ghostSteps } = castOf[cast];
  const isBefore = cast === 'before';
  const solid: SeenRobot = { body: 'solid', name: isBefore ? 'after' : saySteps(steps), steps, outcome: status };
  if (ghostSteps === null) return [solid];
  const name = isBefore ? 'before' : saySteps(ghostSteps);
  return [solid, { body: 'ghost', name, steps: ghostSteps, outcome: status?.ghost ?? null }];
}

/** A log tells successes alone, whatever counts in its scene. */
export const metricOf = (policy: LivePolicy, metric: Metric): Metric => (policy.kind === 'log' ? 'success' : metric);

export type Verdict = 'success' | 'failure' | 'ended' | 'running';

export function verdictOf(outcome: RobotOutcome | null, metric: Metric): Verdict {
  if (!outcome) return 'running';
  if (outcome.failure !== null) return 'failure';
  if (metric === 'return') return outcome.hasEnded ? 'ended' : 'running';
  if (outcome.hasSucceeded) return 'success';
  return outcome.hasEnded ? 'failure' : 'running';
}

/** In a word or two, with a mark that needs no colour: `✓ success`. */
export function sayOutcome(outcome: RobotOutcome | null, metric: Metric): string {
  if (!outcome) return 'not begun';
  if (outcome.failure !== null) return `✗ ${outcome.failure}`;
  if (metric === 'return') return `return ${sayNumber(outcome.return)}${outcome.hasEnded ? ', ended' : ''}`;
  return { success: '✓ success', failure: '✗ failed', ended: 'ended', running: 'not yet' }[verdictOf(outcome, metric)];
}

/** The same for a screen reader, without what changes with every step. */
function tellOutcome(outcome: RobotOutcome | null, metric: Metric): string {
  const verdict = verdictOf(outcome, metric);
  if (outcome && outcome.failure !== null) return outcome.failure;
  if (verdict === 'ended') return `ended with a return of ${sayNumber(outcome!.return)}`;
  return { success: 'succeeded', failure: 'ended without success', running: 'under way' }[verdict];
}

export function sayPolicy(policy: LivePolicy): string {
  if (policy.kind === 'start') return `Before fine-tuning: “${policy.id}”`;
  if (policy.kind === 'none') return 'No policy yet';
  if (policy.kind === 'bundle') return `Bundle ${policy.name}`;
  if (policy.kind === 'log') return `Log ${policy.name}`;
  return policy.kind === 'shipped' ? 'Shipped policy' : `This run, step ${sayCount(policy.step)}`;
}

export interface SceneTelling {
  readonly title: string;
  readonly policy: LivePolicy;
  readonly cast: CastName;
  readonly isPlaying: boolean;
  readonly status: LiveStatus | null;
  readonly metric: Metric;
}

/** What the canvas shows, for who cannot see it. It changes with the episode and its outcomes, not with every pose. */
export function tellScene({ title, policy, cast, isPlaying, status, metric }: SceneTelling): string {
  const robots = robotsOnStage(cast, status, policy);
  const isLog = policy.kind === 'log';
  const manner = (name: string) =>
    isLog ? 'as logged' : cast === 'before' && policy.kind !== 'bundle' ? `${name} fine-tuning` : `with ${name}`;
  const who = robots.map(({ body, name }) => `${body} robot ${manner(name)}`).join(', ');
  if (!status) return `${title}. ${sayPolicy(policy)}: ${who}. No episode yet.`;
  const state = status.recorded ? `recorded, at ${status.time.toFixed(2)} s` : isPlaying ? 'playing' : 'paused';
  if (isLog) return `${title}. ${sayPolicy(policy)}: logged episode ${status.seed + 1}, ${state}.`;
  const outcomes = robots.map(({ name, outcome }) => `${name}: ${tellOutcome(outcome, metric)}.`);
  return `${title}. ${sayPolicy(policy)}: ${who}. Episode ${status.episode + 1}, ${state}. ${outcomes.join(' ')}`;
}
