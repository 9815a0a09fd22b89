/** @file Answers an inspection worker's requests: plain arithmetic, so that the live robot and training wait for none of it. */
import { DeployedPolicy } from '../../core/policy/deployedPolicy.ts';
import { Random } from '../../core/random/random.ts';
import type { Port } from '../rpc/protocol.ts';
import { type Server, serve } from '../rpc/server.ts';
import type { Cloud, CloudInput, Field, FieldInput, InspectionService, Trace, TraceInput } from './protocol.ts';

/** Keeps the noises that are looked at apart from those that episodes are played with. */
const noiseStream = 5;
/** Milliseconds of work between two moments in which other requests are answered */
const sliceWork = 8;

/** Serves inspections on a port, of one policy at a time. */
export function serveInspection(port: Port, now = () => performance.now()): Server<InspectionService> {
  let policy: DeployedPolicy | null = null;
  let clouds = 0;
  const loaded = () => {
    if (!policy) throw new Error('there is no policy to look into; call load first');
    return policy;
  };

  return serve<InspectionService>(port, {
    load({ policy: bytes }) {
      policy = DeployedPolicy.decode(bytes, 'inspected policy');
      const { metadata, actionHorizon, actionSize } = policy;
      const { observationSize } = metadata.architecture;
      return { scene: metadata.scene, observationSize, actionHorizon, actionSize };
    },
    noise: ({ seed }) => new Random(seed, noiseStream).normals(loaded().chunkLength),
    trace: (input) => trace(loaded(), input),
    field: (input) => field(loaded(), input),
    cloud(input, { signal }) {
      const cloud = ++clouds;
      return gather(loaded(), input, now, () => {
        signal.throwIfAborted();
        if (cloud !== clouds) throw new DOMException('a newer cloud was asked for', 'AbortError');
      });
    },
  });
}

export function trace(policy: DeployedPolicy, { observation, noise, steps }: TraceInput): Trace {
  const condition = policy.embed(observation);
  const [, oneStep] = policy.path(condition, noise, 1);
  const path = policy.path(condition, noise, steps);
  const velocities = path.map((z, i) => policy.velocity(z, 1 - i / steps, condition));
  return {
    noise,
    averageVelocity: Float32Array.from(policy.averageVelocity(noise, 0, 1, condition)),
    oneStep: Float32Array.from(oneStep),
    path: join(path),
    velocities: join(velocities),
    actions: { oneStep: policy.toActions(oneStep), manySteps: policy.toActions(path[steps]) },
  };
}

/** @throws RangeError where a chunk is not two numbers */
export function field(policy: DeployedPolicy, { observation, time, points, reach }: FieldInput): Field {
  if (policy.chunkLength !== 2) {
    throw new RangeError(`field: expected a chunk of 2 numbers, this policy draws ${policy.chunkLength}`);
  }
  const condition = policy.embed(observation);
  const coordinate = (i: number) => reach * ((2 * i) / (points - 1) - 1);
  const positions = Array.from({ length: points * points }, (_, i) =>
    Float64Array.of(coordinate(i % points), coordinate(Math.floor(i / points))),
  );
  const velocities = positions.map((z) => policy.velocity(z, time, condition));
  return { time, positions: join(positions), velocities: join(velocities) };
}

/** @param check called between slices; throws where the cloud is not wanted any more */
async function gather(
  policy: DeployedPolicy,
  { observation, seed, count, steps }: CloudInput,
  now: () => number,
  check: () => void,
): Promise<Cloud> {
  const condition = policy.embed(observation);
  const random = new Random(seed, noiseStream, 1);
  const noises = Array.from({ length: count }, () => random.normals(policy.chunkLength));
  const [oneStep, manySteps]: Float64Array[][] = [[], []];
  let sliceEnd = now() + sliceWork;
  for (const noise of noises) {
    oneStep.push(policy.path(condition, noise, 1)[1]);
    manySteps.push(policy.path(condition, noise, steps)[steps]);
    if (now() < sliceEnd) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    check();
    sliceEnd = now() + sliceWork;
  }
  return { noises: join(noises), oneStep: join(oneStep), manySteps: join(manySteps) };
}

function join(rows: readonly ArrayLike<number>[]): Float32Array {
  const width = rows[0].length;
  const joined = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    joined.set(row, i * width);
  });
  return joined;
}
