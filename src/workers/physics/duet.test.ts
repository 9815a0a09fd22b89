/** @file The live robots with real physics and the shipped policy: what people see is what an evaluation counts. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rolloutEpisodes } from '../../core/evaluation/rollouts.ts';
import { InProcessVectorEnvironment } from '../../core/physics/inProcessVectorEnvironment.ts';
import { loadMujoco } from '../../core/physics/mujoco.ts';
import type { ChunkPolicy } from '../../core/policy/chunkPolicy.ts';
import { DeployedPolicy } from '../../core/policy/deployedPolicy.ts';
import { lift } from '../../core/scenes/robomimic/lift.ts';
import { type ActingPolicy, LiveRobot } from './liveRobot.ts';
import type { LivePose } from './protocol.ts';

const policy = DeployedPolicy.decode(new Uint8Array(readFileSync('public/policies/lift.policy')), 'lift');
const seed = 500_003;

async function playEpisode(steps: number, ghostSteps: number): Promise<LivePose[]> {
  const mujoco = await loadMujoco();
  const poses: LivePose[] = [];
  const robot = new LiveRobot({
    createEnvironment: () => lift.create(mujoco),
    controlHz: lift.controlHz,
    policy,
    steps,
    ghostSteps,
    seed,
    episode: 0,
    onPose: (pose) => poses.push(pose),
    onFailure: (error) => {
      throw error;
    },
  });
  while (!(poses.at(-1)!.ended && poses.at(-1)!.ghost!.ended) && poses.length < 150) robot.step();
  robot.dispose();
  return poses;
}

test('a solid and a ghost robot with the same number of steps are the same robot, bit for bit', async () => {
  const poses = await playEpisode(1, 1);
  for (const pose of poses) expect(pose.ghost!.poses).toEqual(pose.poses);
  expect(poses.at(-1)).toMatchObject({ success: true, ended: true });
});

test('the outcomes shown live are those that an evaluation of the same seed counts, for 1 and for 32 steps', async () => {
  const poses = await playEpisode(1, 32);
  const mujoco = await loadMujoco();
  const environments = new InProcessVectorEnvironment(() => lift.create(mujoco), { slots: 1, stopAtSuccess: true });
  const alone: ChunkPolicy = {
    actionHorizon: policy.actionHorizon,
    actionSize: policy.actionSize,
    sample: async (observations, noise, steps) => policy.sample(observations, noise, steps),
  };
  for (const [steps, firstSuccess] of [
    [1, poses.findIndex((pose) => pose.success)],
    [32, poses.findIndex((pose) => pose.ghost!.success)],
  ]) {
    const [outcome] = await rolloutEpisodes(alone, environments, { seeds: [seed], steps, stepLimit: 149 });
    expect(outcome.success).toBe(firstSuccess >= 0);
    if (outcome.success) expect(outcome.length).toBe(firstSuccess);
  }
  environments.dispose();
});

test('a ghost with a policy of its own keeps it when the solid robot takes another, from the same start and noise', async () => {
  const mujoco = await loadMujoco();
  const still: ActingPolicy = {
    actionHorizon: policy.actionHorizon,
    actionSize: policy.actionSize,
    sample: (_, noise) => new Float32Array(noise.length),
  };
  const poses: LivePose[] = [];
  const robot = new LiveRobot({
    createEnvironment: () => lift.create(mujoco),
    controlHz: lift.controlHz,
    ...{ policy: still, steps: 1, ghostSteps: 1, ghostPolicy: policy, seed, episode: 0 },
    onPose: (pose) => poses.push(pose),
    onFailure: (error) => {
      throw error;
    },
  });
  const chunks = 2 * policy.actionHorizon;
  for (let step = 0; step < chunks; step++) robot.step();
  expect(poses.at(-1)!.ghost!.poses).not.toEqual(poses.at(-1)!.poses);
  const ghostBefore = poses.map((pose) => pose.ghost!.poses);

  poses.length = 0;
  robot.setPolicy(policy);
  robot.setCast({ steps: 1, ghostSteps: 1, ghostPolicy: policy });
  for (let step = 0; step < chunks; step++) robot.step();
  expect(poses.map((pose) => pose.ghost!.poses)).toEqual(ghostBefore);
  expect(poses.map((pose) => pose.poses)).toEqual(ghostBefore);
  robot.setPolicy(still);
  for (let step = 0; step < chunks; step++) robot.step();
  expect(poses.at(-1)!.ghost!.poses).not.toEqual(poses.at(-1)!.poses);
  robot.dispose();
});
