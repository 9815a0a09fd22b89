/**
 * @file ONNX's own checker, which is Python: finds an interpreter that has it, and installs one where none has.
 *
 * Exports are tested against it; neither the page nor the command line needs it.
 */
import { spawnSync } from 'node:child_process';
import { aptInstall, succeeds, thisHost } from './installing.ts';

/** Debian's own interpreter first: another in the path does not see Debian's packages. */
const interpreters = ['/usr/bin/python3', 'python3', 'python'];

/** @returns an interpreter that can import onnx; null where there is none */
export function findOnnxPython(): string | null {
  const canImport = (python: string) => spawnSync(python, ['-c', 'import onnx'], { stdio: 'ignore' }).status === 0;
  return interpreters.find(canImport) ?? null;
}

/** @throws Error where none could be installed */
export function ensureOnnxChecker(host = thisHost()): string {
  const found = findOnnxPython();
  if (found) return found;
  console.error('There is no ONNX checker on this machine: installing one.');
  const commands =
    host.isDebian && host.asRoot
      ? aptInstall(host.asRoot, 'python3-onnx')
      : [['python3', '-m', 'pip', 'install', '--user', 'onnx']];
  const installed = commands.every(succeeds) && findOnnxPython();
  if (installed) return installed;
  throw new Error('ONNX’s checker could not be installed. Install Python’s package onnx, and try again.');
}

const program = `
import sys, onnx
model = onnx.load(sys.argv[1])
onnx.checker.check_model(model, full_check=True)
inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
shape = lambda value: [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]
print([shape(value) for value in inferred.graph.output], len(inferred.graph.value_info), len(model.graph.node))
`;

/**
 * The full check, with strict shape inference.
 * @param path of an ONNX file @returns what it printed: the output's shape, values whose shape was inferred, nodes
 * @throws Error with the checker's own words where it refuses the file
 */
export function checkWithOnnx(path: string): string {
  const python = findOnnxPython();
  if (!python) throw new Error('there is no Python with the package onnx: run npm test, which installs it');
  const { status, stdout, stderr } = spawnSync(python, ['-c', program, path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ONNX’s checker refuses ${path}: ${stderr}`);
  return stdout.trim();
}
