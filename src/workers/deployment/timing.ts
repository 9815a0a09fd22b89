/** @file How long the exported policy takes in onnxruntime-web, in this browser, for each number of steps. */
import type { Bundle } from '../../core/export/bundle.ts';
import { type GraphLatency, latencySlope, timeEmptyLoop, timeRuntime } from '../../core/export/graphLatency.ts';
import { encodeOnnx, opset } from '../../core/export/onnxModel.ts';
import { policyGraph } from '../../core/export/policyGraph.ts';
import { policyOfBundle } from '../../core/export/policyOfBundle.ts';
import { findScene } from '../../core/scenes/registry.ts';
import { withGraph } from './engines.ts';
import type { LatencyAnswer, Progress } from './protocol.ts';

export interface TimingOptions {
  readonly steps: readonly number[];
  /** Milliseconds */
  readonly clock: () => number;
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
}

/** Its siblings of other K are written anew from its own weights: the bundle holds one graph. */
export async function timeBundle(bundle: Bundle, options: TimingOptions): Promise<LatencyAnswer> {
  const { steps, clock, signal, progress } = options;
  const { manifest } = bundle;
  const policy = policyOfBundle(bundle);
  const { actionLimit } = findScene(manifest.scene.id);
  const { simulatorUnit, horizon, size } = manifest.action;
  const producer = { name: 'onestep-lab', version: manifest.app.version };
  const write = (count: number) => {
    if (count === manifest.policy.steps) return bundle.onnx;
    const graph = policyGraph(policy, { steps: count, actionLimit, simulatorUnit });
    return encodeOnnx({ producer, graph, opset, metadata: {} });
  };
  const ladder: GraphLatency[] = [];
  for (const count of steps) {
    progress({ done: ladder.length, planned: steps.length });
    signal.throwIfAborted();
    const observations = manifest.policy.inputs.observation[1];
    const times = await withGraph(write(count), (runtime) =>
      timeRuntime(runtime, observations, horizon * size, { clock, signal }),
    );
    ladder.push({ steps: count, ...times });
  }
  const emptyLoop = await timeEmptyLoop(ladder[0].p50, { clock, signal });
  const slope = ladder.length > 1 ? latencySlope(ladder) : null;
  return { ladder, emptyLoop, slope, clockTick: tickOf(clock) };
}

/** The least time that the clock can tell from none: browsers round it. */
function tickOf(clock: () => number): number {
  let tick = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    const start = clock();
    let now = start;
    while (now === start) now = clock();
    tick = Math.min(tick, now - start);
  }
  return tick;
}
