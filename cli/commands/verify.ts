import { Actors } from '../../src/core/compiled/actors.ts';
import { checkClosedLoop } from '../../src/core/export/closedLoop.ts';
import {
  decisionBudgetMs,
  type GraphLatency,
  latencySlope,
  timeEmptyLoop,
  timeRuntime,
} from '../../src/core/export/graphLatency.ts';
import { encodeOnnx, opset } from '../../src/core/export/onnxModel.ts';
import { openWithOnnxRuntimeWeb } from '../../src/core/export/onnxRuntimeWeb.ts';
import { policyGraph } from '../../src/core/export/policyGraph.ts';
import { policyOfBundle } from '../../src/core/export/policyOfBundle.ts';
import { ExportedPolicy } from '../../src/core/export/policyRuntime.ts';
import { checkVectors } from '../../src/core/export/vectorCheck.ts';
import { findScene } from '../../src/core/scenes/registry.ts';
import { parseArguments } from '../arguments.ts';
import { findBundle } from '../bundles.ts';
import { printLine, showProgress } from '../output.ts';
import { withPhysics } from '../physics.ts';
import { defaultBackend, startBackend } from '../tensorBackend.ts';
import type { Command } from './command.ts';
import { readStepCounts } from './evaluate.ts';

const defaultSeed = 10_000;

export const verifyCommand: Command = {
  name: 'verify',
  usage: 'DIR|FILE.zip [--episodes 100] [--seed 10000] [--steps 1,2,5,10,32] [--backend wasm]',
  summary: 'a bundle in an independent runtime: sums, test vectors, closed loop beside the trainer, latency',
  async run(words) {
    const given = parseArguments(words, ['bundle'], { values: ['episodes', 'seed', 'steps', 'backend'] });
    const bundle = findBundle(given.positionals[0]);
    const { manifest } = bundle;
    const runtime = await openWithOnnxRuntimeWeb(bundle.onnx);
    const vectors = await checkVectors(runtime, bundle);
    printLine({ runtime: runtime.name, scene: manifest.scene.id, steps: manifest.policy.steps, ...vectors });

    const episodes = given.integer('episodes', 100);
    const trainerFile = policyOfBundle(bundle);
    if (episodes > 0) {
      await startBackend(given.text('backend', defaultBackend));
      const trainer = await new Actors(episodes, () => performance.now()).create(trainerFile);
      const closedLoop = await withPhysics(manifest.scene.id, episodes, (environments) =>
        checkClosedLoop(new ExportedPolicy(runtime, manifest), trainer, environments, {
          episodes,
          seed: given.integer('seed', defaultSeed),
          steps: manifest.policy.steps,
          onEpisode: (done, of) => showProgress(`${done} of ${of} episodes`),
        }),
      );
      trainer.dispose();
      printLine({ closedLoop });
    }
    await runtime.dispose();

    const clock = () => performance.now();
    const ladder: GraphLatency[] = [];
    const { actionLimit } = findScene(manifest.scene.id);
    for (const steps of readStepCounts(given.text('steps', '1,2,5,10,32'))) {
      const graph = policyGraph(trainerFile, { steps, actionLimit, simulatorUnit: manifest.action.simulatorUnit });
      const producer = { name: 'onestep-lab', version: manifest.app.version };
      const rung = await openWithOnnxRuntimeWeb(encodeOnnx({ producer, graph, opset, metadata: {} }));
      const { horizon, size } = manifest.action;
      const times = await timeRuntime(rung, manifest.policy.inputs.observation[1], horizon * size, { clock });
      await rung.dispose();
      ladder.push({ steps, ...times });
      printLine({ latencyMs: { steps, ...times } });
    }
    const slope = ladder.length > 1 ? { slopeMsPerStep: latencySlope(ladder) } : {};
    printLine({ emptyLoopMs: await timeEmptyLoop(ladder[0].p50, { clock }), ...slope, budgetMs: decisionBudgetMs });
    const { maxAbsError } = vectors;
    if (vectors.isWithin) return;
    throw new Error(
      `policy.onnx: it differs from the trainer by ${maxAbsError} of a normalised action, more than 1e-5`,
    );
  },
};
