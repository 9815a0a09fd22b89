/** @file Answers a deployment worker's requests, of which each reads its file anew and frees what it took. */
import { checkClosedLoop } from '../../core/export/closedLoop.ts';
import { policyOfBundle } from '../../core/export/policyOfBundle.ts';
import { ExportedPolicy } from '../../core/export/policyRuntime.ts';
import { checkVectors } from '../../core/export/vectorCheck.ts';
import type { Port } from '../rpc/protocol.ts';
import { type HandlerContext, type Server, serve, Transferred } from '../rpc/server.ts';
import { describeBundle, readBundleFile } from './bundleFile.ts';
import { withEnvironments, withGraph, withTrainer } from './engines.ts';
import { readLogFile } from './logFile.ts';
import { makeZip } from './makeZip.ts';
import type { ClosedLoopCheck, ClosedLoopInput, DeploymentService, Progress } from './protocol.ts';
import { timeBundle } from './timing.ts';

/** One of Lift takes 15 MB; more episodes than these take turns. */
const mostEnvironments = 20;

/** @param clock milliseconds */
export function serveDeployment(port: Port, clock: () => number): Server<DeploymentService> {
  return serve<DeploymentService>(port, {
    make: async (input, context) => ({ file: await makeZip(input, context) }),
    async open({ file }) {
      const opened = describeBundle(await readBundleFile(file));
      return new Transferred(opened, [opened.policy.buffer]);
    },
    async checkVectors({ file }) {
      const bundle = await readBundleFile(file);
      return withGraph(bundle.onnx, async (runtime) => ({
        runtime: runtime.name,
        ...(await checkVectors(runtime, bundle)),
      }));
    },
    playClosedLoop,
    timeLatency: async ({ file, steps }, { signal, progress }) =>
      timeBundle(await readBundleFile(file), { steps, clock, signal, progress }),
    async readLog({ file }) {
      const log = await readLogFile(file);
      return new Transferred(log, log.states ? [log.states.buffer] : []);
    },
  });
}

async function playClosedLoop(
  { file, physics, episodes, seed }: ClosedLoopInput,
  { signal, progress }: HandlerContext<Progress>,
): Promise<ClosedLoopCheck> {
  const bundle = await readBundleFile(file);
  const { manifest } = bundle;
  const place = { scene: manifest.scene.id, slots: Math.min(episodes, mostEnvironments), signal };
  return withEnvironments(physics, place, (environments) =>
    withTrainer(policyOfBundle(bundle), (trainer) =>
      withGraph(bundle.onnx, (runtime) =>
        checkClosedLoop(new ExportedPolicy(runtime, manifest), trainer, environments, {
          episodes,
          seed,
          steps: manifest.policy.steps,
          signal,
          onEpisode: (done, planned) => progress({ done, planned }),
        }),
      ),
    ),
  );
}
