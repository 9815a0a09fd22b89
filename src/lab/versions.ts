/**
 * @file Which versions made a number: kept with every run and every file that the page writes. The build writes them
 * in (`vite.config.ts`, from `cli/versions.ts`); outside of a build they are not known.
 */

declare const __LAB_VERSIONS__: Readonly<Record<string, string>> | undefined;

/** By package: onestep-lab, tfjs, mujoco */
export const versions: Readonly<Record<string, string>> =
  typeof __LAB_VERSIONS__ === 'undefined' ? { 'onestep-lab': 'unknown' } : __LAB_VERSIONS__;
