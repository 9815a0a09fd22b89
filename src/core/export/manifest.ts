/**
 * @file A bundle's manifest: everything that whoever runs the policy must know and cannot read off the graph.
 *
 * The JSON schema of it is `public/schemas/bundle-manifest.schema.json`, made from this one by
 * `npx tsx scripts/manifestSchema.ts`.
 */
import * as v from 'valibot';
import { BundleError } from './bundleError.ts';

export const manifestFormat = 'onestep-lab-bundle';
export const manifestVersion = 1;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const finite = v.pipe(v.number(), v.finite());
const above0 = v.pipe(v.number(), v.finite(), v.gtValue(0));
const text = (limit: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(limit));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected a SHA-256, 64 hexadecimal digits'));
const time = v.pipe(v.string(), v.isoTimestamp());
const three = v.strictTuple([finite, finite, finite]);
const four = v.strictTuple([finite, finite, finite, finite]);

const quantity = {
  key: text(100),
  size: positive,
  /** SI, such as m, rad/s or N·m; `1` where it has none */
  unit: text(40),
  /** Where it is measured */
  frame: v.optional(text(100)),
  /** Order of its four numbers, where it is a quaternion */
  quaternion: v.optional(v.picklist(['wxyz', 'xyzw'])),
};

/** Where it lies in the vector: numbers offset … offset + size − 1 */
const observed = v.strictObject({ ...quantity, offset: count });
const commanded = v.strictObject({
  ...quantity,
  offset: count,
  /** The graph's output never leaves these, in the part's unit: one each of its numbers */
  low: v.array(finite),
  high: v.array(finite),
});

const rung = v.strictObject({
  /** Denoising steps K */
  steps: positive,
  episodes: positive,
  successes: count,
  /** Wilson 95 % interval of the success rate */
  wilson: v.strictTuple([finite, finite]),
  meanReturn: finite,
  /** Training step of the weights */
  trainingStep: count,
});

const simulationOnly = v.strictObject({ status: v.literal('simulation only until checked on the robot') });
/** Written by the runner's supervised check alone (`deploy/franka`) */
const checked = v.strictObject({
  status: v.literal('checked on the robot'),
  by: text(200),
  at: time,
  robot: text(200),
  notes: v.pipe(v.string(), v.maxLength(2000)),
});

const manifest = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(manifestFormat),
  version: v.literal(manifestVersion),
  hardware: v.variant('status', [simulationOnly, checked]),
  scene: v.strictObject({ id: text(64), title: text(100), metric: v.picklist(['success', 'return']) }),
  policy: v.strictObject({
    file: v.literal('policy.onnx'),
    sha256: hash,
    opset: positive,
    /** Denoising steps K that are unrolled in the graph */
    steps: positive,
    parameters: positive,
    inputs: v.strictObject({
      observation: v.strictTuple([v.literal('batch'), positive]),
      noise: v.strictTuple([v.literal('batch'), positive, positive]),
    }),
    output: v.strictObject({ action: v.strictTuple([v.literal('batch'), positive, positive]) }),
    /** Standard normal; zeros give the policy's most usual chunk */
    noise: v.literal('standard normal, independent for each chunk'),
  }),
  observation: v.strictObject({
    /** Observations that the policy sees at once, oldest first */
    horizon: positive,
    /** Numbers of one observation */
    size: positive,
    parts: v.array(observed),
    /** Range that the policy was trained on, `[size]` each: what is far outside it was never seen */
    low: v.array(finite),
    high: v.array(finite),
  }),
  action: v.strictObject({
    kind: v.picklist(['operational space pose delta', 'joint torques', 'joint velocities', 'planar velocity']),
    /** Actions in a chunk */
    horizon: positive,
    /** Of which this many are played before the next observation is asked */
    execute: positive,
    /** Numbers of one action */
    size: positive,
    parts: v.array(commanded),
    /** The policy's own scale: physical = centre + unit · normalised, with normalised in [−1, 1], `[size]` each */
    normalized: v.strictObject({ centre: v.array(finite), unit: v.array(above0) }),
    /** What a raw action of 1 of the simulator is, in physical units, `[size]` */
    simulatorUnit: v.array(above0),
  }),
  control: v.strictObject({ rateHz: above0 }),
  /** Bases of the arms in the world frame */
  arms: v.array(v.strictObject({ position: three, quaternion: four })),
  training: v.strictObject({
    run: text(200),
    /** Optimiser or environment steps that the weights have seen */
    step: count,
    seed: count,
    config: v.record(v.string(), v.union([v.string(), v.number()])),
    /** SHA-256 of the demonstrations; null where they are not known, or there were none */
    demonstrationsSha256: v.nullable(hash),
    policySha256: hash,
  }),
  /** The lab's own step ladder; empty where it was never played */
  evaluation: v.array(rung),
  app: v.strictObject({ name: v.literal('onestep-lab'), version: text(40) }),
  createdAt: time,
});

export type Manifest = v.InferOutput<typeof manifest>;
export type Checked = v.InferOutput<typeof checked>;

export { manifest as manifestSchema };

const name = 'manifest.json';

/** @throws BundleError with the path of the first field that is not as it must be */
export function parseManifest(bytes: Uint8Array): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new BundleError(name, 'it is not JSON');
  }
  const result = v.safeParse(manifest, json);
  if (!result.success) {
    const [issue] = result.issues;
    throw new BundleError(name, `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  checkSums(result.output);
  return result.output;
}

/** What a schema cannot say: that lists are as long as the sizes beside them. */
function checkSums({ policy, observation, action, evaluation }: Manifest): void {
  const expect = (path: string, found: number, expected: number) => {
    if (found !== expected) throw new BundleError(name, `${path}: expected ${expected}, found ${found}`);
  };
  expectParts('observation.parts', observation.parts, observation.size);
  expectParts('action.parts', action.parts, action.size);
  for (const key of ['low', 'high'] as const) {
    expect(`observation.${key}`, observation[key].length, observation.size);
    for (const part of action.parts) expect(`action.parts.${part.key}.${key}`, part[key].length, part.size);
  }
  for (const part of action.parts) {
    part.low.forEach((low, i) => {
      if (!(low <= part.high[i])) throw new BundleError(name, `action.parts.${part.key}: its low is above its high`);
    });
  }
  expect('action.simulatorUnit', action.simulatorUnit.length, action.size);
  for (const key of ['centre', 'unit'] as const) {
    expect(`action.normalized.${key}`, action.normalized[key].length, action.size);
  }
  expect('policy.inputs.observation', policy.inputs.observation[1], observation.horizon * observation.size);
  for (const [path, shape] of [
    ['policy.inputs.noise', policy.inputs.noise],
    ['policy.output.action', policy.output.action],
  ] as const) {
    expect(path, shape[1], action.horizon);
    expect(path, shape[2], action.size);
  }
  if (action.execute > action.horizon) throw new BundleError(name, 'action.execute: more than action.horizon');
  evaluation.forEach(({ successes, episodes }, i) => {
    if (successes > episodes) throw new BundleError(name, `evaluation.${i}.successes: more than its episodes`);
  });
}

function expectParts(path: string, parts: readonly { offset: number; size: number }[], size: number): void {
  let offset = 0;
  for (const [i, part] of parts.entries()) {
    if (part.offset !== offset) {
      throw new BundleError(name, `${path}.${i}.offset: expected ${offset}, found ${part.offset}`);
    }
    offset += part.size;
  }
  if (offset !== size) throw new BundleError(name, `${path}: add up to ${offset}, expected ${size}`);
}

/** @returns UTF-8 JSON, indented */
export function encodeManifest(value: Manifest): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
