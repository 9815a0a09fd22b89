import { expect, test } from 'vitest';
import type { Environment, Transition } from '../../core/physics/environment.ts';
import { type ActingPolicy, LiveRobot } from './liveRobot.ts';
import type { LivePose } from './protocol.ts';

/** Counts its steps; ends and succeeds when told. Its observation is [seed, step]. */
class FakeEnvironment implements Environment {
  readonly observationSize = 2;
  readonly actionSize = 1;
  readonly actions: number[] = [];
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

  poses = () => Float32Array.of(this.seed, this.stepCount);
  dispose(): void {}
}

/** Plays its noise as it is, `gain` times over. */
const noisePolicy = (gain = 1): ActingPolicy => ({
  actionHorizon: 4,
  actionSize: 1,
  sample: (_observation, noise) => noise.map((value) => value * gain),
});

function stage(environment: FakeEnvironment, seed = 7) {
  const poses: LivePose[] = [];
  const robot = new LiveRobot({
    environment,
    controlHz: 10,
    policy: noisePolicy(),
    denoisingSteps: 1,
    seed,
    episode: 0,
    onPose: (pose) => poses.push(pose),
    onFailure: (error) => {
      throw error;
    },
  });
  return { robot, poses };
}

test('a step plays one action and shows it: step, time and return add up', () => {
  const { robot, poses } = stage(new FakeEnvironment());
  for (let i = 0; i < 3; i++) robot.step();
  expect(poses.map((pose) => pose.controlStep)).toEqual([0, 1, 2, 3]);
  expect(poses.at(-1)).toMatchObject({ episode: 0, seed: 7, time: 0.3, return: 1.5, ended: false });
});

test('a fall ends the episode, and the next one has the next seed', () => {
  const { robot, poses } = stage(new FakeEnvironment({ terminated: 2 }));
  for (let i = 0; i < 3; i++) robot.step();
  expect(poses.map(({ episode, seed, controlStep, ended }) => [episode, seed, controlStep, ended])).toEqual([
    [0, 7, 0, false],
    [0, 7, 1, false],
    [0, 7, 2, true],
    [1, 8, 0, false],
  ]);
});

test('success ends the episode once it has held for a second', () => {
  const { robot, poses } = stage(new FakeEnvironment({ success: 3 }));
  for (let i = 0; i < 12; i++) robot.step();
  expect(poses.filter((pose) => pose.ended).map((pose) => pose.controlStep)).toEqual([12]);
});

test('the same seed plays the same actions again, another seed others', () => {
  const environment = new FakeEnvironment();
  const { robot } = stage(environment);
  const play = () => {
    const from = environment.actions.length;
    for (let i = 0; i < 8; i++) robot.step();
    return environment.actions.slice(from);
  };
  const first = play();
  robot.reset(7);
  expect(play()).toEqual(first);
  robot.reset(8);
  expect(play()).not.toEqual(first);
});

test('a new policy takes over at the next chunk, on the same noise', () => {
  const [swapped, kept] = [new FakeEnvironment(), new FakeEnvironment()];
  const [{ robot }, { robot: other }] = [stage(swapped), stage(kept)];
  for (let i = 0; i < 8; i++) {
    if (i === 2) robot.setPolicy(noisePolicy(10), 1);
    robot.step();
    other.step();
  }
  expect(swapped.actions.slice(0, 4)).toEqual(kept.actions.slice(0, 4));
  for (let i = 4; i < 8; i++) expect(swapped.actions[i]).toBeCloseTo(10 * kept.actions[i], 4);
});
