/**
 * @file How long one robot waits for its next chunk: a call at batch 1, in 1 to 32 steps, answer on the CPU.
 *
 * All draw with the same weights from the same observation and noise, so their actions agree; the line says by how much.
 */
import { parameterCount } from '../policy/architecture.ts';
import { Random } from '../random/random.ts';
import { interleave, ratiosTo, repetitionsOf, type Spread, spreads, time, turnLength } from './interleave.ts';
import type { BoardMeasurement, BoardOptions } from './measurement.ts';
import { type DrawnPolicy, drawPolicy, openPolicies } from './policies.ts';

export interface LatencyLine {
  /** Whose sizes the network has */
  readonly network: string;
  readonly parameters: number;
  /** Denoising steps K */
  readonly steps: number;
  readonly unit: 'milliseconds per call';
  /** Turns that were played: fewer than were asked for where they took long */
  readonly rounds: number;
  /** Mean call of a turn, by contestant: its median, 10th and 90th percentile over turns */
  readonly times: Readonly<Record<string, Spread>>;
  /** Above 1: ours is faster by that factor */
  readonly ratioToOurs: Readonly<Record<string, Spread>>;
  /** Largest difference between the actions that two contestants drew */
  readonly actionDifference: number;
  readonly leftOut: Readonly<Record<string, string>>;
}

/** The default network in Lift, and the paper's in Hopper. */
const networks = [
  { network: 'lift', observationSize: 19, actionSize: 7, settings: {} },
  { network: 'hopper', observationSize: 11, actionSize: 3, settings: { 'policy.hiddenSize': 512 } },
] as const;
const ladder = [1, 2, 5, 10, 32] as const;

const warmUpLength = 5 * turnLength;
/** Milliseconds for one K, which only a GPU in software needs */
const longestTurns = 20_000;

export const latencyMeasurement: BoardMeasurement<LatencyLine> = {
  name: 'latency',
  summary: 'one call at batch 1 in 1, 2, 5, 10 and 32 steps: ours on the CPU, tfjs, onnxruntime-web on one thread',
  parts: (options) =>
    networks.flatMap(({ network, ...sizes }) =>
      ladder.map((steps) => ({
        said: `one call in ${steps} ${steps === 1 ? 'step' : 'steps'}, the network of ${network}`,
        measure: async () => ({ network, ...(await measure(drawPolicy(network, sizes), steps, options)) }),
      })),
    ),
};

async function measure(
  policy: DrawnPolicy,
  steps: number,
  options: BoardOptions,
): Promise<Omit<LatencyLine, 'network'>> {
  const { architecture } = policy.metadata;
  const { clock, rest } = options;
  const observation = new Random(3).normals(architecture.observationSize);
  const noise = new Random(4).normals(architecture.actionHorizon * architecture.actionSize);
  const { policies, leftOut } = await openPolicies(policy, steps, options);
  try {
    const contestants: Record<string, () => Promise<number>> = {};
    const actions: Float32Array[] = [];
    for (const [name, { policy: contestant, enter }] of Object.entries(policies)) {
      await enter();
      const call = () => contestant.sample(observation, noise, steps);
      actions.push(await call());
      await rest();
      const calls = await callsInTurn(call, clock);
      contestants[name] = async () => {
        await enter();
        return time(clock, call, calls);
      };
    }
    const samples = await interleave(contestants, { rounds: options.rounds, longest: longestTurns, clock, rest });
    return {
      parameters: parameterCount(architecture),
      steps,
      unit: 'milliseconds per call',
      rounds: Object.values(samples)[0].length,
      times: spreads(samples),
      ratioToOurs: ratiosTo(samples, 'ours'),
      actionDifference: largestDifference(actions),
      leftOut,
    };
  } finally {
    for (const { dispose } of Object.values(policies)) await dispose();
  }
}

/** As many as fill a turn, going by some that warm up: engines compile in earnest what is called often. */
async function callsInTurn(call: () => unknown, clock: () => number): Promise<number> {
  let calls = 0;
  const start = clock();
  while (calls === 0 || clock() - start < warmUpLength) {
    await call();
    calls++;
  }
  return repetitionsOf((clock() - start) / calls);
}

function largestDifference([first, ...others]: readonly Float32Array[]): number {
  const differences = others.flatMap((actions) => Array.from(actions, (value, i) => Math.abs(value - first[i])));
  return Math.max(0, ...differences);
}
