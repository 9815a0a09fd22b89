/** @file How the two robots and what they have reached are said. */
import type { SceneFacts } from '../../core/scenes/scene.ts';
import type { LivePolicy, LiveStatus, RobotOutcome } from '../../lab/labState.ts';
import { type CastName, castOf } from '../../lab/liveCast.ts';
import { sayCount, sayNumber, saySteps } from '../words.ts';

export type Metric = SceneFacts['metric'];

/** One of the robots on stage, for its line in the legend and in the status. */
export interface SeenRobot {
  readonly body: 'solid' | 'ghost';
  /** Denoising steps K */
  readonly steps: number;
  /** Null before the first pose */
  readonly outcome: RobotOutcome | null;
}

/** Who is on stage, the one with fewer steps first. */
export function robotsOnStage(cast: CastName, status: LiveStatus | null): SeenRobot[] {
  const { steps, ghostSteps } = castOf[cast];
  const solid: SeenRobot = { body: 'solid', steps, outcome: status };
  if (ghostSteps === null) return [solid];
  return [solid, { body: 'ghost', steps: ghostSteps, outcome: status?.ghost ?? null }];
}

export type Verdict = 'success' | 'failure' | 'ended' | 'running';

export function verdictOf(outcome: RobotOutcome | null, metric: Metric): Verdict {
  if (!outcome) return 'running';
  if (metric === 'return') return outcome.hasEnded ? 'ended' : 'running';
  if (outcome.hasSucceeded) return 'success';
  return outcome.hasEnded ? 'failure' : 'running';
}

/** In a word or two, with a mark that needs no colour: `✓ success`. */
export function sayOutcome(outcome: RobotOutcome | null, metric: Metric): string {
  if (!outcome) return 'not begun';
  if (metric === 'return') return `return ${sayNumber(outcome.return)}${outcome.hasEnded ? ', ended' : ''}`;
  return { success: '✓ success', failure: '✗ failed', ended: 'ended', running: 'not yet' }[verdictOf(outcome, metric)];
}

/** The same for a screen reader, without what changes with every step. */
function tellOutcome(outcome: RobotOutcome | null, metric: Metric): string {
  const verdict = verdictOf(outcome, metric);
  if (verdict === 'ended') return `ended with a return of ${sayNumber(outcome!.return)}`;
  return { success: 'succeeded', failure: 'ended without success', running: 'under way' }[verdict];
}

export function sayPolicy(policy: LivePolicy): string {
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
  const robots = robotsOnStage(cast, status);
  const who = robots.map(({ body, steps }) => `${body} robot with ${saySteps(steps)}`).join(', ');
  if (!status) return `${title}. ${sayPolicy(policy)}: ${who}. No episode yet.`;
  const state = status.recorded ? `recorded, at ${status.time.toFixed(2)} s` : isPlaying ? 'playing' : 'paused';
  const outcomes = robots.map(({ steps, outcome }) => `${saySteps(steps)}: ${tellOutcome(outcome, metric)}.`);
  return `${title}. ${sayPolicy(policy)}: ${who}. Episode ${status.episode + 1}, ${state}. ${outcomes.join(' ')}`;
}
