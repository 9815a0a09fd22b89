import { readFileSync } from 'node:fs';
import { rolloutSummary } from '../../src/core/evaluation/rolloutSummary.ts';
import type { EpisodeOutcome } from '../../src/core/experiment/records.ts';
import type { Environment, Transition } from '../../src/core/physics/environment.ts';
import { loadMujoco } from '../../src/core/physics/mujoco.ts';
import { chunkNoise } from '../../src/core/policy/chunkNoise.ts';
import { DeployedPolicy } from '../../src/core/policy/deployedPolicy.ts';
import { Random } from '../../src/core/random/random.ts';
import { findScene } from '../../src/core/scenes/registry.ts';
import type { Scene } from '../../src/core/scenes/scene.ts';
import { type Arguments, parseArguments, UsageError } from '../arguments.ts';
import { expertsOf } from '../experts.ts';
import { printLine, showProgress } from '../output.ts';
import { findPolicy } from '../policies.ts';
import type { Command } from './command.ts';

/** Chooses the next raw action, or null where there is none left. One object serves one episode. */
type Actor = (observation: Float64Array) => ArrayLike<number> | null;

export const rolloutCommand: Command = {
  name: 'rollout',
  usage:
    '<scene> --policy zero|random|expert|RUN --episodes N --seed S [--steps K] [--reset-noise 1] [--actions FILE] [--trace]',
  summary: 'plays episodes, one line each; --trace prints every control step',
  async run(words) {
    const given = parseArguments(words, ['scene'], {
      values: ['policy', 'episodes', 'seed', 'steps', 'reset-noise', 'actions'],
      switches: ['trace'],
    });
    const scene = findScene(given.positionals[0]);
    const makeActor = chooseActor(scene, given);
    const isOpenLoop = given.has('actions');
    const environment = scene.create(await loadMujoco(), { resetNoise: readNoise(given) });
    const [episodes, firstSeed] = [given.integer('episodes', 1, 1), given.integer('seed', 0)];
    const outcomes: EpisodeOutcome[] = [];
    for (let episode = 0; episode < episodes; episode++) {
      const seed = firstSeed + episode;
      // An open-loop trace is for comparison with a reference, so it goes on beyond success.
      const stopAtSuccess = scene.metric === 'success' && !isOpenLoop;
      const outcome = playEpisode(environment, makeActor(seed), seed, stopAtSuccess, given.has('trace'));
      outcomes.push(outcome);
      printLine({ episode, ...outcome });
      showProgress(`episode ${episode + 1} of ${episodes}`);
    }
    printLine({ summary: rolloutSummary(outcomes) });
  },
};

function playEpisode(
  environment: Environment,
  act: Actor,
  seed: number,
  stopAtSuccess: boolean,
  isTraced: boolean,
): EpisodeOutcome {
  let observation = environment.reset(seed);
  let [length, total, hasSucceeded] = [0, 0, false];
  let failure: string | undefined;
  for (;;) {
    const action = act(observation);
    if (action === null) break;
    const transition: Transition = environment.step(action);
    observation = transition.observation;
    length++;
    total += transition.reward;
    hasSucceeded ||= transition.success;
    failure = transition.failure;
    const { reward, terminated, success } = transition;
    if (isTraced) printLine({ step: length, observation, reward, terminated, success });
    if (terminated || transition.truncated || (stopAtSuccess && success)) break;
  }
  return { seed, length, return: total, success: hasSucceeded, ...(failure && { failure }) };
}

function chooseActor(scene: Scene, given: Arguments): (seed: number) => Actor {
  const file = given.optional('actions');
  if (file !== undefined) return readActions(scene, file);
  const word = given.text('policy', 'expert');
  const [low, high] = scene.actionLimit;
  if (word === 'zero') return () => () => new Float64Array(scene.actionSize);
  if (word === 'random') {
    return (seed) => {
      const random = new Random(seed, 4);
      return () => Float64Array.from({ length: scene.actionSize }, () => random.uniform(low, high));
    };
  }
  const expert = expertsOf(scene).find(({ id }) => id === word);
  if (expert) {
    return (seed) => {
      const playing = expert.create(new Random(seed, 1));
      return (observation) => playing.act(observation);
    };
  }
  return policyActor(scene, word, given.integer('steps', 1, 1));
}

function policyActor(scene: Scene, word: string, steps: number): (seed: number) => Actor {
  const { file } = findPolicy(word);
  if (file.metadata.scene !== scene.id) {
    throw new UsageError(`${word}: was trained on ${file.metadata.scene}, the scene is ${scene.id}`);
  }
  const policy = new DeployedPolicy(file);
  return (seed) => {
    let chunk = new Float32Array(0);
    let chunks = 0;
    return (observation) => {
      if (chunk.length === 0) {
        const noise = chunkNoise(seed, chunks++, policy.chunkLength);
        chunk = new Float32Array(policy.sample(observation, noise, steps));
      }
      const action = chunk.subarray(0, scene.actionSize);
      chunk = chunk.subarray(scene.actionSize);
      return action;
    };
  };
}

/** @throws UsageError where the file is not a JSON array of raw actions of this scene */
function readActions(scene: Scene, file: string): () => Actor {
  const actions = parseJson(file);
  const isAction = (row: unknown) =>
    Array.isArray(row) && row.length === scene.actionSize && row.every((value) => Number.isFinite(value));
  if (!Array.isArray(actions) || actions.length === 0)
    throw new UsageError(`${file}: expected a JSON array of actions`);
  const wrong = actions.findIndex((row) => !isAction(row));
  if (wrong >= 0) {
    const found = JSON.stringify(actions[wrong])?.slice(0, 60);
    throw new UsageError(`${file}: action ${wrong}: expected ${scene.actionSize} finite numbers, found ${found}`);
  }
  return () => {
    let next = 0;
    return () => actions[next++] ?? null;
  };
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
}

function readNoise(given: Arguments): number {
  const noise = Number(given.text('reset-noise', '1'));
  if (noise >= 0 && Number.isFinite(noise)) return noise;
  throw new UsageError(`--reset-noise: expected a factor of at least 0, received ${given.text('reset-noise')}`);
}
