/** @file Versions that a run's record names, read from the packages themselves. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What makes a run's numbers on the page: app, tensor engine and physics. */
export function pageVersions(): Record<string, string> {
  const own = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  const { version: tensorflow } = require('@tensorflow/tfjs-core/package.json') as { version: string };
  // MuJoCo's package does not export its package.json.
  const mujocoPath = new URL('../node_modules/@mujoco/mujoco/package.json', import.meta.url);
  const { version: mujoco } = JSON.parse(readFileSync(mujocoPath, 'utf8')) as { version: string };
  return { 'onestep-lab': own.version, tfjs: tensorflow, mujoco };
}

/** The same on the command line, with node. */
export function versions(): Record<string, string> {
  return { ...pageVersions(), node: process.versions.node };
}
