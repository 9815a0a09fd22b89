/** @file Whether a file's graph is one that this lab wrote for that manifest: before any runtime sees it. */
import { BundleError } from './bundleError.ts';
import { operators } from './graphBuilder.ts';
import type { Manifest } from './manifest.ts';
import { decodeOnnx, OnnxFormatError, type OnnxModel, opset } from './onnxModel.ts';

const file = 'policy.onnx';

/** The keys of the graph's own metadata: the manifest, less what only the robot's side adds. */
export const manifestKey = 'manifest';

/** What of the manifest the graph repeats: all but the graph's own hash, and the check on the robot. */
export function repeatedManifest({ hardware: _, policy: { sha256: __, ...policy }, ...rest }: Manifest): string {
  return JSON.stringify({ ...rest, policy });
}

/** @throws BundleError where it is damaged, was not written by this lab, or says other things than the manifest */
export function checkGraph(bytes: Uint8Array, manifest: Manifest): void {
  const model = decode(bytes);
  const refuse = (problem: string): never => {
    throw new BundleError(file, problem);
  };
  if (model.producer.name !== 'onestep-lab') refuse(`it was written by ${JSON.stringify(model.producer.name)}`);
  if (model.opset !== opset || manifest.policy.opset !== opset) refuse(`its operators are of set ${model.opset}`);
  checkNodes(model, refuse);
  const { inputs, output } = manifest.policy;
  const found = JSON.stringify([...model.graph.inputs, ...model.graph.outputs].map(({ name, dims }) => [name, dims]));
  const expected = JSON.stringify([
    ['observation', inputs.observation],
    ['noise', inputs.noise],
    ['action', output.action],
  ]);
  if (found !== expected) refuse(`its inputs and outputs are ${found}, manifest.json says ${expected}`);
  if (model.metadata[manifestKey] !== repeatedManifest(manifest)) {
    throw new BundleError('manifest.json', 'it says other things than policy.onnx, which repeats it');
  }
}

/** Every node uses a known operator and values that were there before it. */
function checkNodes({ graph }: OnnxModel, refuse: (problem: string) => never): void {
  const known = new Set<string>([...graph.inputs, ...graph.constants].map(({ name }) => name));
  const allowed: readonly string[] = operators;
  for (const { operator, inputs, outputs } of graph.nodes) {
    if (!allowed.includes(operator)) refuse(`it uses the operator ${JSON.stringify(operator.slice(0, 80))}`);
    const missing = inputs.find((input) => !known.has(input));
    if (missing !== undefined) refuse(`a node of it reads ${JSON.stringify(missing.slice(0, 80))}, which is not there`);
    for (const output of outputs) {
      if (known.has(output)) refuse(`two values of it are called ${JSON.stringify(output.slice(0, 80))}`);
      known.add(output);
    }
  }
}

function decode(bytes: Uint8Array): OnnxModel {
  try {
    return decodeOnnx(bytes);
  } catch (error) {
    if (error instanceof OnnxFormatError) throw new BundleError(file, error.message);
    throw error;
  }
}
