import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Actors } from '../../src/core/compiled/actors.ts';
import { fileHash } from '../../src/core/data/container.ts';
import { bundleContent, zipBundle } from '../../src/core/export/bundle.ts';
import { drawTestVectors, makeBundle } from '../../src/core/export/makeBundle.ts';
import { findScene } from '../../src/core/scenes/registry.ts';
import { parseArguments } from '../arguments.ts';
import { printLine } from '../output.ts';
import { withSlots } from '../physics.ts';
import { findPolicy } from '../policies.ts';
import { defaultBackend, startBackend } from '../tensorBackend.ts';
import { versions } from '../versions.ts';
import type { Command } from './command.ts';

/** Apart from the seeds of demonstrations, evaluations and sweeps: the vectors are of episodes that nothing else plays. */
const defaultSeed = 3_000_000;
const episodes = 8;

export const exportCommand: Command = {
  name: 'export',
  usage: 'RUN --out DIR [--steps 1] [--seed 3000000] [--backend wasm]',
  summary: 'a policy as an ONNX bundle: graph, manifest, test vectors, and all of it as one zip',
  async run(words) {
    const given = parseArguments(words, ['run'], { values: ['out', 'steps', 'seed', 'backend'] });
    const word = given.positionals[0];
    const out = resolve(given.text('out'));
    const steps = given.integer('steps', 1, 1);
    const { bytes, file, folder } = findPolicy(word);
    const scene = findScene(file.metadata.scene);
    await startBackend(given.text('backend', defaultBackend));
    const policy = await new Actors(episodes, () => performance.now()).create(file);
    const seed = given.integer('seed', defaultSeed);
    const vectors = await withSlots(scene.id, episodes, (environments) =>
      drawTestVectors({ policy, scene, environments, steps, seed }),
    );
    policy.dispose();
    const content = await makeBundle(
      {
        policy: file,
        scene,
        steps,
        run: basename(resolve(word)),
        policySha256: fileHash(bytes),
        demonstrationsSha256: folder?.readRun().demonstrations?.sha256 ?? null,
        evaluation: folder?.readEvaluation(file.metadata.step) ?? [],
        appVersion: versions()['onestep-lab'],
        createdAt: new Date().toISOString(),
      },
      vectors,
    );
    mkdirSync(out, { recursive: true });
    const files = { ...bundleContent(content), 'bundle.zip': zipBundle(content) };
    for (const [name, data] of Object.entries(files)) {
      writeFileSync(join(out, name), data);
      printLine({ file: name, bytes: data.length, sha256: fileHash(data) });
    }
  },
};
