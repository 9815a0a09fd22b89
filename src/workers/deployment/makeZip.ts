/** @file A policy's bytes become a bundle's zip: test vectors are drawn in the scene, and the graph is written. */
import { fileHash } from '../../core/data/container.ts';
import { wilsonInterval } from '../../core/evaluation/statistics.ts';
import { zipBundle } from '../../core/export/bundle.ts';
import { drawTestVectors, makeBundle } from '../../core/export/makeBundle.ts';
import { decodePolicy } from '../../core/policy/policyFile.ts';
import { findScene } from '../../core/scenes/registry.ts';
import type { HandlerContext } from '../rpc/server.ts';
import { withEnvironments, withTrainer } from './engines.ts';
import type { MakeInput } from './protocol.ts';

/** As the command line's `export`: episodes that neither demonstrations nor evaluations play. */
const vectorSeed = 3_000_000;
const vectorEpisodes = 8;

/**
 * @returns the zip
 * @throws FileFormatError where the policy cannot be read, WorkerDiedError where a physics worker is gone
 */
export async function makeZip(
  { policy: bytes, physics, steps, evaluation, ...facts }: MakeInput,
  { signal, progress }: HandlerContext<string>,
): Promise<Blob> {
  const policy = decodePolicy(bytes, 'the policy');
  const scene = findScene(policy.metadata.scene);
  progress('Playing episodes for the test vectors');
  const vectors = await withEnvironments(physics, { scene: scene.id, slots: vectorEpisodes, signal }, (environments) =>
    withTrainer(policy, (trainer) =>
      drawTestVectors({ policy: trainer, scene, environments, steps, seed: vectorSeed }),
    ),
  );
  signal.throwIfAborted();
  progress('Writing the graph');
  const content = await makeBundle(
    {
      ...facts,
      policy,
      scene,
      steps,
      policySha256: fileHash(bytes),
      evaluation: evaluation.map(({ step, ...rung }) => ({
        ...rung,
        wilson: [...wilsonInterval(rung.successes, rung.episodes)] as [number, number],
        trainingStep: step,
      })),
    },
    vectors,
  );
  return new Blob([zipBundle(content)], { type: 'application/zip' });
}
