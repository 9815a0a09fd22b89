/** @file Versions of the app and of what it stands on, as its package names them. */
import { dependencies, version } from '../../package.json';

export const appVersions: Readonly<Record<string, string>> = {
  'onestep-lab': version,
  tfjs: dependencies['@tensorflow/tfjs-core'],
  mujoco: dependencies['@mujoco/mujoco'],
  three: dependencies.three,
};
