import { afterEach, expect, it } from 'vitest';
import { now } from '../clock.ts';
import type { RobotState } from '../robot.ts';
import { noDisturbance } from './disturbance.ts';
import { type ServedArm, type SimulatedArmOptions, serveSimulatedArm } from './server.ts';
import { SimulatedRobot } from './simulatedRobot.ts';

let served: ServedArm;
let robot: SimulatedRobot;
afterEach(async () => {
  await robot.close();
  await served.close();
});

async function serve(more: Partial<SimulatedArmOptions> = {}): Promise<void> {
  served = await serveSimulatedArm({
    scene: 'lift',
    rateHz: 20,
    disturbance: noDisturbance,
    seed: 1,
    port: 0,
    ...more,
  });
  robot = await SimulatedRobot.connect(served.port);
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const newest = (): RobotState => robot.newest()!;
const towards = (x: number) => Float64Array.of(x, 0, 0, 0, 0, 0, -1);

it('time passes for the arm whether or not anyone commands it, and it stays where it is', async () => {
  await serve();
  await robot.reset(5);
  const first = newest();
  await wait(500);
  const last = newest();
  // About ten control steps of 50 ms, on whatever machine.
  expect(last.time - first.time).toBeGreaterThan(250);
  expect(now() - last.time).toBeLessThan(300);
  for (let axis = 0; axis < 3; axis++) expect(last.endEffector[axis]).toBeCloseTo(first.endEffector[axis], 2);
});

it('a command moves it, and it holds when no other comes: it does not go on', async () => {
  await serve();
  await robot.reset(5);
  const start = newest();
  robot.command(towards(0.05));
  await wait(400);
  const after = newest();
  const moved = after.endEffector[0] - start.endEffector[0];
  // One command of 50 mm counts for a control period and a half, in which the arm gets a part of the way.
  expect(moved).toBeGreaterThan(0.003);
  expect(moved).toBeLessThan(0.05);
  await wait(400);
  expect(newest().endEffector[0] - after.endEffector[0]).toBeLessThan(0.003);
});

it('takes no command after it was stopped, until it is reset', async () => {
  await serve();
  await robot.reset(5);
  await robot.stop();
  await wait(100);
  const start = newest();
  for (let command = 0; command < 8; command++) {
    robot.command(towards(0.05));
    await wait(30);
  }
  expect(Math.abs(newest().endEffector[0] - start.endEffector[0])).toBeLessThan(0.003);
  await robot.reset(5);
  robot.command(towards(0.05));
  await wait(200);
  expect(newest().endEffector[0] - start.endEffector[0]).toBeGreaterThan(0.003);
});

it('the same seed begins the same episode', async () => {
  await serve();
  await robot.reset(9);
  const first = Array.from(newest().observation);
  await robot.reset(10);
  expect(Array.from(newest().observation)).not.toEqual(first);
  await robot.reset(9);
  expect(Array.from(newest().observation)).toEqual(first);
});

it('observations are as old as the latency that was asked for, and a late one never replaces a younger one', async () => {
  await serve({ disturbance: { ...noDisturbance, latencyMs: 60, jitterMs: 120 } });
  await robot.reset(5);
  let before = newest();
  for (let look = 0; look < 60; look++) {
    await wait(10);
    const state = newest();
    expect(state.time).toBeGreaterThanOrEqual(before.time);
    if (state.sequence !== before.sequence) expect(now() - state.time).toBeGreaterThan(60);
    before = state;
  }
});

it('an episode that is not done ends after its step limit, without success', async () => {
  await serve({ stepLimit: 4 });
  await robot.reset(5);
  await wait(600);
  expect(robot.ended()).toMatchObject({ success: false, message: '4 control steps were over' });
});

it('a second runner is refused while the first is there', async () => {
  await serve();
  await expect(SimulatedRobot.connect(served.port)).rejects.toThrow(/another runner drives this arm/);
});

it('a runner whose arm ends is told', async () => {
  await serve();
  await robot.reset(5);
  await served.close();
  await wait(50);
  expect(robot.problem).toContain('the simulated arm');
});
