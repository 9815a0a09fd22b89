import { expect, test } from 'vitest';
import type { Simulation } from '../../core/physics/simulation.ts';
import { EpisodeReplay } from './episodeReplay.ts';
import type { Clock } from './pacedLoop.ts';
import type { LivePose, ReplayedEpisode } from './protocol.ts';

/** Its pose is its joint positions. */
function fakeSimulation() {
  const qpos = new Float64Array(2);
  const simulation = { model: { nq: 2 }, data: { qpos }, forward: () => {}, poses: () => Float32Array.from(qpos) };
  return { ...simulation, dispose: () => {} } as unknown as Simulation;
}

const episodes: readonly ReplayedEpisode[] = [
  { first: 0, count: 3, success: true },
  { first: 3, count: 2, success: null },
];

function replay() {
  const poses: LivePose[] = [];
  let time = 0;
  let waiting: (() => void) | null = null;
  const clock: Clock = {
    now: () => time,
    schedule: (callback) => {
      waiting = callback;
      return () => {
        waiting = null;
      };
    },
  };
  const player = new EpisodeReplay({
    simulation: fakeSimulation(),
    states: Float64Array.from({ length: 10 }, (_, i) => i),
    episodes,
    rateHz: 10,
    episode: 4,
    onPose: (pose) => poses.push(pose),
    clock,
  });
  const pass = (milliseconds: number) => {
    time += milliseconds;
    waiting?.();
  };
  return { player, poses, pass };
}

test('a recorded episode plays at its own rate, rests on its last frame, and begins again', () => {
  const { player, poses, pass } = replay();
  player.setPlaying(true);
  for (let i = 0; i < 2; i++) pass(100);
  expect(poses.map(({ controlStep }) => controlStep)).toEqual([0, 1, 2]);
  expect([...poses[2].poses]).toEqual([4, 5]);
  expect(poses.map(({ success, ended }) => success && ended)).toEqual([false, false, true]);
  for (let i = 0; i < 11; i++) pass(100);
  expect(poses).toHaveLength(4);
  expect(poses[3]).toMatchObject({ controlStep: 0, episode: 5, seed: 0, span: [0, 2] });
});

test('any moment can be looked at, the next episode follows the last, and what nobody could tell is not told', () => {
  const { player, poses } = replay();
  player.lookAt(9);
  expect(poses.at(-1)).toMatchObject({ controlStep: 2, recorded: true });
  player.reset(1);
  player.lookAt(1);
  expect([...poses.at(-1)!.poses]).toEqual([8, 9]);
  expect(poses.at(-1)).toMatchObject({ seed: 1, success: false, ended: false });
  player.reset(2);
  expect(poses.at(-1)).toMatchObject({ seed: 0, controlStep: 0, recorded: false });
});

test('joint positions of another scene are refused', () => {
  const options = { simulation: fakeSimulation(), episodes, rateHz: 10, episode: 0, onPose: () => {} };
  expect(() => new EpisodeReplay({ ...options, states: new Float64Array(15) })).toThrow(
    'states: expected 2 joint positions a step in this scene, received 15 for 5 steps',
  );
});
