import { beforeAll, expect, test } from 'vitest';
import type { Environment } from './environment.ts';
import { FiniteEnvironment } from './finiteEnvironment.ts';
import { InProcessVectorEnvironment } from './inProcessVectorEnvironment.ts';
import { loadMujoco, type Mujoco } from './mujoco.ts';
import { Simulation } from './simulation.ts';

let mujoco: Mujoco;
beforeAll(async () => {
  mujoco = await loadMujoco();
});

/** A ball of which the third step throws the velocity out of the numbers; observed is what MuJoCo makes of it. */
class BrokenScene implements Environment {
  readonly observationSize = 1;
  readonly actionSize = 1;
  private steps = 0;
  private readonly simulation = new Simulation(
    mujoco,
    '<mujoco><worldbody><body><joint type="slide" axis="1 0 0"/><geom size="1"/></body></worldbody></mujoco>',
  );

  reset(): Float64Array {
    this.steps = 0;
    this.simulation.resetState();
    this.simulation.forward();
    return Float64Array.of(this.simulation.data.qpos[0]);
  }

  step() {
    if (++this.steps === 3) (this.simulation.data.qvel as Float64Array)[0] = Number.NaN;
    else (this.simulation.data.qvel as Float64Array)[0] = 1;
    this.simulation.advance(1);
    return {
      observation: Float64Array.of(this.simulation.data.qpos[0]),
      reward: 1,
      terminated: false,
      truncated: false,
      success: false,
    };
  }

  poses(): Float32Array {
    return this.simulation.poses();
  }

  dispose(): void {
    this.simulation.dispose();
  }
}

test('a state that is not finite ends the episode as a failure, says when, and shows nothing that is not finite', () => {
  const environment = new FiniteEnvironment(new BrokenScene());
  environment.reset(0);
  environment.step([0]);
  const last = environment.step([0]);
  expect(last.failure).toBeUndefined();
  const failed = environment.step([0]);
  expect(failed).toMatchObject({ reward: 0, terminated: true, success: false });
  expect(failed.failure).toMatch(/left the finite numbers at control step 3/);
  expect(failed.observation).toEqual(last.observation);
  expect(environment.poses().every(Number.isFinite)).toBe(true);
  environment.dispose();
});

test('of a chunk, the steps before the failure count, and it is told apart from a fall', async () => {
  const environments = new InProcessVectorEnvironment(() => new FiniteEnvironment(new BrokenScene()), {
    slots: 1,
    stopAtSuccess: false,
  });
  await environments.reset([0], [0]);
  const played = await environments.step([0], new Float32Array(8));
  expect([played.lengths[0], played.rewards[0], played.terminated[0], played.failures[0]]).toEqual([3, 2, 1, 1]);
  environments.dispose();
});
