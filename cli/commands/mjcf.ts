import { findScene } from '../../src/core/scenes/registry.ts';
import { parseArguments } from '../arguments.ts';
import type { Command } from './command.ts';

export const mjcfCommand: Command = {
  name: 'mjcf',
  usage: '<scene>',
  summary: 'writes the scene’s MJCF, loadable by MuJoCo alone',
  async run(words) {
    const [scene] = parseArguments(words, ['scene'], {}).positionals;
    process.stdout.write(`${findScene(scene).mjcf().trimEnd()}\n`);
  },
};
