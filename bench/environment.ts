/**
 * @file How much of MuJoCo's own speed an environment keeps, on one core and over worker threads.
 *
 * Everything plays the same episode: the same model, states and contacts. An environment's rate is counted in physics
 * timesteps (control steps × substeps), so that 1 means that observing, rewarding and controlling cost nothing.
 */
import { availableParallelism } from 'node:os';
import { interleave, ratio, spreads, time } from '../src/core/board/interleave.ts';
import type { Environment } from '../src/core/physics/environment.ts';
import { loadMujoco } from '../src/core/physics/mujoco.ts';
import { findScene } from '../src/core/scenes/registry.ts';
import { spawnPhysicsThreads } from '../src/workers/physics/nodeThreads.ts';
import { WorkerVectorEnvironment } from '../src/workers/physics/workerVectorEnvironment.ts';
import { home } from './home.ts';
import type { Measurement, MeasurementOptions } from './measurement.ts';
import { type RecordedEpisode, recordEpisode } from './recordedEpisode.ts';

/** Actions in a chunk, as policies play them. */
const chunk = 4;
const slotsPerThread = 8;

export const environmentMeasurement: Measurement = {
  name: 'environment',
  summary: 'physics timesteps a second of an environment, and of worker threads, against a bare mj_step loop',
  async run(options, print) {
    for (const scene of ['hopper', 'lift']) print(await measureScene(scene, options));
  },
};

async function measureScene(id: string, { rounds }: MeasurementOptions): Promise<object> {
  const [mujoco, scene] = [await loadMujoco(), findScene(id)];
  const episode = recordEpisode(mujoco, scene, 5, 400, chunk);
  const environment = scene.create(mujoco);
  const [one, all] = [await startThreads(id, 1), await startThreads(id, availableParallelism())];
  const rate = async (work: () => unknown, episodes = 1) =>
    (1000 * episodes * episode.physicsSteps) / (await time(home.clock, work));
  // A round of a fast scene would be too short to time; each round is some tenths of a second.
  const repeats = Math.max(1, Math.round(6000 / episode.physicsSteps));
  const repeated = (work: () => void) => () => {
    for (let i = 0; i < repeats; i++) work();
  };
  try {
    const samples = await interleave(
      {
        bare: () => rate(repeated(episode.playBare), repeats),
        environment: () =>
          rate(
            repeated(() => playEnvironment(environment, episode)),
            repeats,
          ),
        oneThread: () => one.rate(episode),
        allThreads: () => all.rate(episode),
      },
      { ...home, rounds },
    );
    return {
      scene: id,
      unit: 'physics timesteps per second',
      ...spreads(samples),
      ratioToBare: {
        environment: ratio(samples.environment, samples.bare),
        oneThread: ratio(samples.oneThread, samples.bare),
        allThreads: ratio(samples.allThreads, samples.bare),
      },
      threads: availableParallelism(),
      controlStepsPerEpisode: episode.actions.length,
      substeps: scene.substeps,
      stateDifference: episode.stateDifference(),
    };
  } finally {
    environment.dispose();
    one.dispose();
    all.dispose();
  }
}

function playEnvironment(environment: Environment, { seed, actions }: RecordedEpisode): void {
  environment.reset(seed);
  for (const action of actions) environment.step(action);
}

/** Threads that play the episode in many slots at once, a chunk a message as training does. */
async function startThreads(scene: string, count: number) {
  const threads = spawnPhysicsThreads(count);
  const slots = Array.from({ length: count * slotsPerThread }, (_, slot) => slot);
  const environments = await WorkerVectorEnvironment.create(threads, { scene, slots: slots.length });
  return {
    /** Physics timesteps a second, over all slots */
    async rate({ seed, actions, physicsSteps }: RecordedEpisode): Promise<number> {
      await environments.reset(
        slots,
        slots.map(() => seed),
      );
      const milliseconds = await time(home.clock, () =>
        Promise.all(environments.lanes.map((lane) => playLane(environments, lane, actions))),
      );
      return (1000 * slots.length * physicsSteps) / milliseconds;
    },
    dispose() {
      for (const thread of threads) thread.dispose();
    },
  };
}

/** One thread's slots, which do not wait for another thread's. */
async function playLane(
  environments: WorkerVectorEnvironment,
  slots: readonly number[],
  actions: readonly Float32Array[],
): Promise<void> {
  for (let first = 0; first < actions.length; first += chunk) {
    const size = actions[0].length;
    const values = new Float32Array(slots.length * chunk * size);
    slots.forEach((_, row) => {
      for (let k = 0; k < chunk; k++) values.set(actions[first + k], (row * chunk + k) * size);
    });
    await environments.step(slots, values);
  }
}
