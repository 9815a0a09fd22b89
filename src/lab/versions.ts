/** @file Which versions made a number: kept with every run and every file that the page writes. */
import packageFile from '../../package.json';

export const versions: Readonly<Record<string, string>> = {
  'onestep-lab': packageFile.version,
};
