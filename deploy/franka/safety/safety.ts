/**
 * @file All rules that stand between the policy and the arm, in their order.
 *
 * A rule that concerns one action clamps it and says so; a rule that concerns whether the robot can be trusted stops
 * the arm for good. Nothing is ever refused in silence.
 */
import type { Manifest } from '../../../src/core/export/manifest.ts';
import type { RunnerLimits } from '../../../src/core/export/runnerLog.ts';
import type { RobotState, Vector3 } from '../robot.ts';
import { clampDeltas } from './deltaLimits.ts';
import { nonFiniteProblem } from './finiteness.ts';
import { stalenessProblem } from './freshness.ts';
import { jointMarginProblem } from './jointMargin.ts';
import { boxTolerance, clampToBox, distanceOutside } from './workspaceBox.ts';

/** A rule stopped the arm. */
export class SafetyStop extends Error {
  override readonly name = 'SafetyStop';

  constructor(
    readonly rule: string,
    message: string,
  ) {
    super(message);
  }
}

/** What was left of an action. */
export interface SafeAction {
  /** Physical units, `[actionSize]` */
  readonly action: Float64Array;
  /** Rules that cut it, in words */
  readonly cuts: readonly { readonly rule: string; readonly message: string }[];
}

/** Where the parts of a pose delta lie in an action. */
interface ActionParts {
  readonly position: number;
  readonly rotation: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Faster than the operational space controller can go, m/s: what looks faster is noise. */
const fastest = 0.5;

export class Safety {
  private readonly parts: ActionParts;
  private readonly observationSize: number;
  private before: RobotState | null = null;
  private newest: RobotState | null = null;

  /** @throws RangeError where the policy's actions are no pose deltas of one arm */
  constructor(
    manifest: Pick<Manifest, 'action' | 'observation'>,
    private readonly limits: RunnerLimits,
  ) {
    this.parts = findParts(manifest);
    this.observationSize = manifest.observation.size;
  }

  /** An episode begins: the arm may have been moved. */
  restart(): void {
    this.before = null;
    this.newest = null;
  }

  /**
   * Whether the robot can be trusted with a command now.
   * @param ageMs of the observation
   * @throws SafetyStop where it cannot
   */
  checkState(state: RobotState, ageMs: number): void {
    const { limits } = this;
    stopAt('stale observation', stalenessProblem(ageMs, limits.staleMs));
    if (state.observation.length !== this.observationSize) {
      const found = state.observation.length;
      throw new SafetyStop(
        'observation size',
        `the robot gives ${found} numbers, the policy takes ${this.observationSize}`,
      );
    }
    stopAt('finite observation', nonFiniteProblem('observation', state.observation));
    stopAt('finite observation', nonFiniteProblem('end effector', state.endEffector));
    if (state.joints) {
      stopAt('finite observation', nonFiniteProblem('joint', state.joints));
      stopAt('joint margin', jointMarginProblem(state.joints, limits.joints, limits.jointMargin));
    }
    const outside = distanceOutside(state.endEffector, limits.workspace);
    if (outside > boxTolerance) {
      const at = state.endEffector.map((value) => value.toFixed(3)).join(', ');
      throw new SafetyStop(
        'workspace',
        `the end effector is at (${at}) m, ${(outside * 1000).toFixed(0)} mm outside its box`,
      );
    }
    if (state.sequence !== this.newest?.sequence) {
      this.before = this.newest;
      this.newest = state;
    }
  }

  /**
   * What may be sent of an action, after `checkState` of the same state.
   * @param action physical units, `[actionSize]`
   * @throws SafetyStop where it is not finite
   */
  judge(action: ArrayLike<number>, state: RobotState, ageMs: number): SafeAction {
    stopAt('finite action', nonFiniteProblem('action', action));
    const { position, rotation, low, high } = this.parts;
    const safe = Float64Array.from(action, (value, i) => Math.max(low[i], Math.min(high[i], value)));
    const cuts: { rule: string; message: string }[] = [];
    const cut = (rule: string, offset: number, values: readonly number[], unit: string) => {
      const from = Array.from(action).slice(offset, offset + 3);
      cuts.push({ rule, message: `clamped (${format(from)}) to (${format(values)}) ${unit}` });
    };

    const wantedTurn = Array.from(action).slice(rotation, rotation + 3);
    const turn = clampDeltas(wantedTurn, this.limits.rotationDelta);
    safe.set(turn.values, rotation);
    if (turn.isCut) cut('rotation delta', rotation, turn.values, 'rad');

    const wanted = Array.from(action).slice(position, position + 3);
    const shift = clampDeltas(wanted, this.limits.positionDelta);
    if (shift.isCut) cut('position delta', position, shift.values, 'm');
    const places = [state.endEffector, this.whereItIsNow(state, ageMs)];
    const boxed = clampToBox(places, shift.values, this.limits.workspace);
    // An arm far outside its box comes back no faster than it may go.
    const final = clampDeltas(boxed.values, this.limits.positionDelta).values;
    safe.set(final, position);
    if (boxed.isCut) cut('workspace', position, final, 'm');
    return { action: safe, cuts };
  }

  /** Where the arm has moved to while the observation was under way, at the speed that it had. */
  private whereItIsNow(state: RobotState, ageMs: number): Vector3 {
    const { before } = this;
    if (!before || state.time <= before.time) return state.endEffector;
    const interval = state.time - before.time;
    const ahead = (axis: number) => {
      const speed = (state.endEffector[axis] - before.endEffector[axis]) / interval;
      return Math.max(-fastest / 1000, Math.min(fastest / 1000, speed)) * ageMs;
    };
    const [x, y, z] = state.endEffector;
    return [x + ahead(0), y + ahead(1), z + ahead(2)];
  }
}

function stopAt(rule: string, problem: string | null): void {
  if (problem) throw new SafetyStop(rule, problem);
}

function format(values: readonly number[]): string {
  return values.map((value) => value.toFixed(4)).join(', ');
}

function findParts({ action }: Pick<Manifest, 'action'>): ActionParts {
  const find = (unit: string) => action.parts.find((part) => part.unit === unit && part.size === 3);
  const [position, rotation] = [find('m'), find('rad')];
  if (action.kind !== 'operational space pose delta' || !position || !rotation || action.size !== 7) {
    throw new RangeError(
      `manifest.json: its actions are ${action.kind} of ${action.size} numbers; this runner moves one arm by operational space pose deltas of 7. Nothing was moved.`,
    );
  }
  return {
    position: position.offset,
    rotation: rotation.offset,
    low: action.parts.flatMap((part) => part.low),
    high: action.parts.flatMap((part) => part.high),
  };
}
