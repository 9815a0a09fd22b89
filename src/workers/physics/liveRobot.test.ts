import { expect, test } from 'vitest';
import type { Environment, Transition } from '../../core/physics/environment.ts';
import { type ActingPolicy, LiveRobot, type LiveRobotOptions } from './liveRobot.ts';
import type { Clock } from './pacedLoop.ts';
import type { LivePose } from './protocol.ts';

/** Counts its steps; ends and succeeds when told. Its observation is [seed, step]. */
class FakeEnvironment implements Environment {
  readonly observationSize = 2;
  readonly actionSize = 1;
  readonly actions: number[] = [];
  isDisposed = false;
  contactReads = 0;
  private seed = 0;
  private stepCount = 0;
  constructor(private readonly at: { terminated?: number; success?: number } = {}) {}

  reset(seed: number): Float64Array {
    this.seed = seed;
    this.stepCount = 0;
    return Float64Array.of(seed, 0);
  }

  step(action: ArrayLike<number>): Transition {
    this.actions.push(action[0]);
    this.stepCount += 1;
    return {
      observation: Float64Array.of(this.seed, this.stepCount),
      reward: 0.5,
      terminated: this.stepCount === this.at.terminated,
      truncated: false,
      success: this.stepCount >= (this.at.success ?? Number.POSITIVE_INFINITY),
    };
  }

  contacts(): Float32Array {
    this.contactReads += 1;
    return Float32Array.of(0, 0, this.stepCount, 0, 0, 1);
  }

  poses = () => Float32Array.of(this.seed, this.stepCount);
  dispose(): void {
    this.isDisposed = true;
  }
}

/** Plays its noise as it is, `gain` times over, and K times over. */
const noisePolicy = (gain = 1): ActingPolicy => ({
  actionHorizon: 4,
  actionSize: 1,
  sample: (_observation, noise, steps) => noise.map((value) => value * gain * steps),
});

function stage(environments: readonly FakeEnvironment[], change: Partial<LiveRobotOptions> = {}) {
  const poses: LivePose[] = [];
  let made = 0;
  const robot = new LiveRobot({
    createEnvironment: () => environments[made++],
    controlHz: 10,
    policy: noisePolicy(),
    steps: 1,
    ghostSteps: null,
    seed: 7,
    episode: 0,
    onPose: (pose) => poses.push(pose),
    onFailure: (error) => {
      throw error;
    },
    ...change,
  });
  const play = (steps: number) => {
    for (let i = 0; i < steps; i++) robot.step();
  };
  return { robot, poses, play };
}

test('a step plays one action and shows it: step, time and return add up', () => {
  const { poses, play } = stage([new FakeEnvironment()]);
  play(3);
  expect(poses.map((pose) => pose.controlStep)).toEqual([0, 1, 2, 3]);
  expect(poses.at(-1)).toMatchObject({ episode: 0, seed: 7, time: 0.3, return: 1.5, ended: false, ghost: null });
});

test('a fall ends the episode, and the next one has the next seed', () => {
  const { poses, play } = stage([new FakeEnvironment({ terminated: 2 })]);
  play(3);
  expect(poses.map(({ episode, seed, controlStep, ended }) => [episode, seed, controlStep, ended])).toEqual([
    [0, 7, 0, false],
    [0, 7, 1, false],
    [0, 7, 2, true],
    [1, 8, 0, false],
  ]);
});

test('success ends the episode once it has held for a second, or at once where a scene asks for that', () => {
  const endsAt = (heldSeconds?: number) => {
    const { poses, play } = stage([new FakeEnvironment({ success: 3 })], { heldSeconds });
    play(13);
    return poses.find((pose) => pose.ended)!.controlStep;
  };
  expect([endsAt(), endsAt(0)]).toEqual([13, 3]);
});

test('the same seed plays the same actions again, another seed others', () => {
  const environment = new FakeEnvironment();
  const { robot, play } = stage([environment]);
  const playEight = () => {
    const from = environment.actions.length;
    play(8);
    return environment.actions.slice(from);
  };
  const first = playEight();
  robot.reset(7);
  expect(playEight()).toEqual(first);
  robot.reset(8);
  expect(playEight()).not.toEqual(first);
});

test('a new policy takes over at the next chunk, on the same noise', () => {
  const [swapped, kept] = [new FakeEnvironment(), new FakeEnvironment()];
  const [{ robot }, { robot: other }] = [stage([swapped]), stage([kept])];
  for (let i = 0; i < 8; i++) {
    if (i === 2) robot.setPolicy(noisePolicy(10));
    robot.step();
    other.step();
  }
  expect(swapped.actions.slice(0, 4)).toEqual(kept.actions.slice(0, 4));
  for (let i = 4; i < 8; i++) expect(swapped.actions[i]).toBeCloseTo(10 * kept.actions[i], 4);
});

test('the ghost meets the same start and the same noise, with its own number of steps', () => {
  const [solid, ghost] = [new FakeEnvironment(), new FakeEnvironment()];
  const { poses, play } = stage([solid, ghost], { steps: 1, ghostSteps: 32 });
  play(6);
  expect(ghost.actions).toHaveLength(6);
  for (const [i, action] of ghost.actions.entries()) expect(action).toBeCloseTo(32 * solid.actions[i], 3);
  expect(poses.at(-1)!.ghost).toMatchObject({ return: 3, ended: false });
});

test('the robot that ends first stands still until the other one ends too', () => {
  const environments = [new FakeEnvironment({ terminated: 2 }), new FakeEnvironment({ terminated: 5 })];
  const { poses, play } = stage(environments, { ghostSteps: 32 });
  play(6);
  expect(
    poses.map((pose) => [pose.episode, pose.poses[1], pose.ended, pose.ghost!.poses[1], pose.ghost!.ended]),
  ).toEqual([
    [0, 0, false, 0, false],
    [0, 1, false, 1, false],
    [0, 2, true, 2, false],
    [0, 2, true, 3, false],
    [0, 2, true, 4, false],
    [0, 2, true, 5, true],
    [1, 0, false, 0, false],
  ]);
});

test('another cast plays the same episode from its start, and a ghost that left costs nothing', () => {
  const [solid, ghost] = [new FakeEnvironment(), new FakeEnvironment()];
  const { robot, poses, play } = stage([solid, ghost]);
  play(3);
  robot.setCast({ steps: 1, ghostSteps: 32 });
  expect(poses.at(-1)).toMatchObject({ episode: 1, seed: 7, controlStep: 0 });
  play(2);
  expect(ghost.actions).toHaveLength(2);
  robot.setCast({ steps: 32, ghostSteps: null });
  expect(ghost.isDisposed).toBe(true);
  play(2);
  expect(ghost.actions).toHaveLength(2);
  expect(poses.at(-1)!.ghost).toBeNull();
});

test('looking back shows the recorded frame and simulates nothing; a step goes on through the record, then anew', () => {
  const environment = new FakeEnvironment();
  const { robot, poses, play } = stage([environment]);
  play(5);
  const third = poses[3];
  robot.lookAt(3);
  expect(poses.at(-1)).toEqual({ ...third, recorded: true, span: [0, 5] });
  expect(poses.at(-1)!.poses).toBe(third.poses);
  robot.step();
  expect(poses.at(-1)).toMatchObject({ controlStep: 4, recorded: true });
  robot.step();
  expect(poses.at(-1)).toMatchObject({ controlStep: 5, recorded: false });
  expect(environment.actions).toHaveLength(5);
  robot.step();
  expect(poses.at(-1)).toMatchObject({ controlStep: 6, recorded: false, span: [0, 6] });
});

test('an episode that began anew cannot be looked back beyond', () => {
  const { robot, poses, play } = stage([new FakeEnvironment()]);
  play(5);
  robot.reset(8);
  robot.lookAt(4);
  expect(poses.at(-1)).toMatchObject({ seed: 8, controlStep: 0, recorded: false, span: [0, 0] });
});

test('contacts are read when they are asked for, of the paused frame too, and not otherwise', () => {
  const environment = new FakeEnvironment();
  const { robot, poses, play } = stage([environment]);
  play(2);
  expect(environment.contactReads).toBe(0);
  robot.setContacts(true);
  expect(poses.at(-1)).toMatchObject({ controlStep: 2, contacts: Float32Array.of(0, 0, 2, 0, 0, 1) });
  robot.setContacts(false);
  play(1);
  expect(poses.at(-1)!.contacts).toBeNull();
});

/** A clock that the test moves; timers fire on time. */
function fakeClock() {
  let [time, due] = [0, { at: Number.POSITIVE_INFINITY, callback: () => {} }];
  const clock: Clock = {
    now: () => time,
    schedule(callback, milliseconds) {
      const timer = { at: time + milliseconds, callback };
      due = timer;
      return () => {
        if (due === timer) due = { at: Number.POSITIVE_INFINITY, callback: () => {} };
      };
    },
  };
  const advance = (milliseconds: number) => {
    const end = time + milliseconds;
    while (due.at <= end) {
      time = due.at;
      const { callback } = due;
      due = { at: Number.POSITIVE_INFINITY, callback: () => {} };
      callback();
    }
    time = end;
  };
  return { clock, advance };
}

test('slow motion plays the same steps a tenth as often, and a pause none', () => {
  const { clock, advance } = fakeClock();
  const { robot, poses } = stage([new FakeEnvironment()], { clock });
  robot.setPlaying(true);
  advance(1000);
  expect(poses.at(-1)!.controlStep).toBe(10);
  robot.setSpeed(0.1);
  advance(10_000);
  expect(poses.at(-1)!.controlStep).toBe(20);
  robot.setPlaying(false);
  advance(10_000);
  expect(poses.at(-1)!.controlStep).toBe(20);
  expect(() => robot.setSpeed(0)).toThrow('above 0 and at most 1, received 0');
});

test('playing ends looking back: the robot goes on from its newest frame', () => {
  const { clock, advance } = fakeClock();
  const { robot, poses } = stage([new FakeEnvironment()], { clock });
  robot.setPlaying(true);
  advance(500);
  robot.lookAt(2);
  advance(500);
  expect(poses.at(-1)).toMatchObject({ controlStep: 2, recorded: true });
  robot.setPlaying(true);
  advance(100);
  expect(poses.at(-1)).toMatchObject({ controlStep: 6, recorded: false });
});

test('a policy that answers later is asked as soon as its observation is known, and the robot waits for it', async () => {
  const asked: number[] = [];
  const answers: ((chunk: Float32Array) => void)[] = [];
  const policy: ActingPolicy = {
    ...noisePolicy(),
    answersLater: true,
    sample: (observation) => {
      asked.push(observation[1]);
      return new Promise((resolve) => answers.push(resolve));
    },
  };
  const environment = new FakeEnvironment();
  const { robot } = stage([environment], { policy, steps: 1, ghostSteps: null });
  expect(asked).toEqual([0]);
  robot.step();
  expect(environment.actions).toEqual([]);
  answers[0](Float32Array.of(1, 2, 3, 4));
  await Promise.resolve();
  for (let i = 0; i < 6; i++) robot.step();
  expect(environment.actions).toEqual([1, 2, 3, 4]);
  // Asked once, when the fourth action was played, of what was seen after it
  expect(asked).toEqual([0, 4]);

  robot.reset(9);
  expect(asked).toEqual([0, 4, 0]);
  // An answer for the episode before is dropped.
  answers[1](Float32Array.of(7, 7, 7, 7));
  await Promise.resolve();
  robot.step();
  expect(environment.actions).toHaveLength(4);
});
