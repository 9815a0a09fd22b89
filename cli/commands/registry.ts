/** @file Every command, one line each. */
import { benchCommand } from './bench.ts';
import type { Command } from './command.ts';
import { demonstrateCommand } from './demonstrate.ts';
import { evaluateCommand } from './evaluate.ts';
import { mjcfCommand } from './mjcf.ts';
import { packCommand } from './pack.ts';
import { pretrainCommand } from './pretrain.ts';
import { rolloutCommand } from './rollout.ts';
import { scenesCommand } from './scenes.ts';
import { sweepCommand } from './sweep.ts';

export const commands: readonly Command[] = [
  scenesCommand,
  mjcfCommand,
  rolloutCommand,
  demonstrateCommand,
  pretrainCommand,
  evaluateCommand,
  sweepCommand,
  packCommand,
  benchCommand,
];
