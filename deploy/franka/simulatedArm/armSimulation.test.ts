import { describe, expect, it } from 'vitest';
import { loadMujoco } from '../../../src/core/physics/mujoco.ts';
import { Random } from '../../../src/core/random/random.ts';
import { findScene } from '../../../src/core/scenes/registry.ts';
import { ArmSimulation } from './armSimulation.ts';

const mujoco = await loadMujoco();
const lift = findScene('lift');
const units = [0.05, 0.05, 0.05, 0.5, 0.5, 0.5, 1];

describe('the simulated arm', () => {
  it("is the lab's environment bit for bit where commands come in time", () => {
    const environment = lift.create(mujoco);
    const arm = new ArmSimulation(mujoco, lift, 20);
    const random = new Random(5);
    environment.reset(7);
    arm.reset(7);
    for (let step = 0; step < 12; step++) {
      // Numbers that dividing by the unit gives back exactly.
      const raw = Array.from({ length: 7 }, () => random.integer(9) / 4 - 1);
      arm.command(raw.map((value, i) => value * units[i]));
      for (let substep = 0; substep < arm.substeps; substep++) arm.advance();
      const expected = environment.step(raw.map((value, i) => (value * units[i]) / units[i]));
      expect(arm.snapshot().observation).toEqual(expected.observation);
    }
    environment.dispose();
    arm.dispose();
  });

  it('keeps its timestep near 2 ms at any rate, and a whole number of substeps in a control step', () => {
    for (const rate of [10, 20, 60, 120, 250]) {
      const arm = new ArmSimulation(mujoco, lift, rate);
      expect(arm.timestep * arm.substeps).toBeCloseTo(1 / rate, 12);
      expect(arm.timestep).toBeGreaterThan(0.0015);
      expect(arm.timestep).toBeLessThan(0.0025);
      arm.dispose();
    }
  });

  it('stays where it is when it is told to hold', () => {
    const arm = new ArmSimulation(mujoco, lift, 20);
    arm.reset(1);
    for (let step = 0; step < 200; step++) arm.advance();
    const before = arm.snapshot();
    for (let step = 0; step < 500; step++) {
      if (step % 25 === 0) arm.hold();
      arm.advance();
    }
    const after = arm.snapshot();
    for (let axis = 0; axis < 3; axis++) {
      expect(Math.abs(after.observation[axis] - before.observation[axis])).toBeLessThan(2e-3);
    }
    arm.dispose();
  });

  it('refuses a scene without a Panda, by its name', () => {
    expect(() => new ArmSimulation(mujoco, findScene('hopper'), 125)).toThrow(/single Panda.*hopper/);
  });
});
