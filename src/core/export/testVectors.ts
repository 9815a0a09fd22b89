/** @file What the exported graph must answer: observations that were really met, with the actions that the trainer drew. */
import * as v from 'valibot';
import { BundleError } from './bundleError.ts';
import type { Manifest } from './manifest.ts';

/** A bundle has at least this many. */
export const fewestVectors = 64;
const mostVectors = 10_000;

export interface TestVectors {
  readonly count: number;
  /** Raw units, `[count, observationHorizon · size]` */
  readonly observation: Float32Array;
  /** `[count, Ta, Da]` */
  readonly noise: Float32Array;
  /** Physical units, `[count, Ta, Da]` */
  readonly action: Float32Array;
}

const rows = v.array(v.array(v.pipe(v.number(), v.finite())));
const schema = v.strictObject({ description: v.string(), observation: rows, noise: rows, action: rows });

const name = 'test-vectors.json';

/** A number of float32 is written with the digits that name it, no more: reading it as float32 gives the same bits. */
export function encodeTestVectors({ count, observation, noise, action }: TestVectors): Uint8Array<ArrayBuffer> {
  const toRows = (values: Float32Array) => {
    const size = values.length / count;
    const row = (i: number) => `[${Array.from(values.subarray(i * size, (i + 1) * size), shortest).join(',')}]`;
    return `[\n    ${Array.from({ length: count }, (_, i) => row(i)).join(',\n    ')}\n  ]`;
  };
  const description =
    'Row i of action is what the policy answers to row i of observation and of noise: float32, the last two flattened from [action horizon, action size].';
  const parts = Object.entries({ observation, noise, action }).map(([key, values]) => `  "${key}": ${toRows(values)}`);
  return new TextEncoder().encode(`{\n  "description": ${JSON.stringify(description)},\n${parts.join(',\n')}\n}\n`);
}

/** @throws BundleError where they are damaged, too few, or of other shapes than the manifest says */
export function parseTestVectors(bytes: Uint8Array, { policy }: Pick<Manifest, 'policy'>): TestVectors {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new BundleError(name, 'it is not JSON');
  }
  const result = v.safeParse(schema, json);
  if (!result.success) {
    const [issue] = result.issues;
    throw new BundleError(name, `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  const count = result.output.observation.length;
  if (count < fewestVectors)
    throw new BundleError(name, `it holds ${count} observations, expected ${fewestVectors} or more`);
  if (count > mostVectors) throw new BundleError(name, `it holds ${count} observations, more than ${mostVectors}`);
  const chunk = policy.inputs.noise[1] * policy.inputs.noise[2];
  const flat = (key: 'observation' | 'noise' | 'action', size: number) => {
    const found = result.output[key];
    if (found.length !== count) throw new BundleError(name, `${key}: ${found.length} rows, expected ${count}`);
    const short = found.findIndex((row) => row.length !== size);
    if (short >= 0) throw new BundleError(name, `${key}.${short}: ${found[short].length} numbers, expected ${size}`);
    return Float32Array.from(found.flat());
  };
  return {
    count,
    observation: flat('observation', policy.inputs.observation[1]),
    noise: flat('noise', chunk),
    action: flat('action', chunk),
  };
}

/** The shortest decimal that reads as the same float32. */
function shortest(value: number): string {
  for (let digits = 6; digits < 10; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}
