/** @file For tests: policies to export, and bundles of them. */
import { fileHash } from '../data/container.ts';
import { type ExperimentInput, resolveExperiment } from '../experiment/experiment.ts';
import { InProcessVectorEnvironment } from '../physics/inProcessVectorEnvironment.ts';
import { loadMujoco } from '../physics/mujoco.ts';
import { architectureOf, initialiseParameters } from '../policy/architecture.ts';
import type { PolicyFile } from '../policy/policyFile.ts';
import { TensorPolicy } from '../policy/tensorPolicy.ts';
import { Random } from '../random/random.ts';
import { findScene } from '../scenes/registry.ts';
import { observationSize } from '../scenes/scene.ts';
import { drawTestVectors, makeBundle } from './makeBundle.ts';

/** An untrained policy with ranges that make every rounding seen: far from zero, and narrow. */
export function untrainedPolicy(scene: string, settings: ExperimentInput = {}): PolicyFile {
  const facts = findScene(scene);
  const experiment = resolveExperiment({ scene, ...settings });
  const architecture = architectureOf(experiment, observationSize(facts), facts.actionSize);
  const random = new Random(5);
  const normalizer = (size: number, spread: number) => ({
    centre: random.normals(size).map((value) => value) as unknown as number[],
    scale: Array.from({ length: size }, () => spread * (1 + random.uniform(0, 1))),
  });
  const observed = normalizer(architecture.observationSize, 20);
  const acted = normalizer(architecture.actionSize, 1.3);
  return {
    metadata: {
      scene,
      experiment,
      architecture,
      step: 7,
      observationNormalizer: { ...observed, centre: Array.from(observed.centre) },
      actionNormalizer: { ...acted, centre: Array.from(acted.centre, (value) => 0.1 * value) },
    },
    parameters: initialiseParameters(architecture, random),
  };
}

/** The tensor engine must have been started. @param slots episodes that are played for the test vectors */
export async function bundleOf(policy: PolicyFile, steps: number, slots = 2) {
  const scene = findScene(policy.metadata.scene);
  const mujoco = await loadMujoco();
  const environments = new InProcessVectorEnvironment(() => scene.create(mujoco), {
    slots,
    stopAtSuccess: scene.metric === 'success',
  });
  const trainer = new TensorPolicy(policy);
  try {
    const vectors = await drawTestVectors({ policy: trainer, scene, environments, steps, seed: 3_000_000 });
    return await makeBundle(
      {
        policy,
        scene,
        steps,
        run: 'a run',
        policySha256: fileHash(new Uint8Array(policy.parameters.buffer)),
        demonstrationsSha256: null,
        evaluation: [{ steps, episodes: 20, successes: 19, wilson: [0.76, 0.99], meanReturn: 0.95, trainingStep: 7 }],
        appVersion: '0.1.0',
        createdAt: '2026-11-29T12:00:00.000Z',
      },
      vectors,
    );
  } finally {
    trainer.dispose();
    environments.dispose();
  }
}
