/** @file Every command, one line each. */
import { benchCommand } from './bench.ts';
import type { Command } from './command.ts';
import { demonstrateCommand } from './demonstrate.ts';
import { evaluateCommand } from './evaluate.ts';
import { exportCommand } from './export.ts';
import { finetuneCommand } from './finetune.ts';
import { mjcfCommand } from './mjcf.ts';
import { packCommand } from './pack.ts';
import { pretrainCommand } from './pretrain.ts';
import { rolloutCommand } from './rollout.ts';
import { scenesCommand } from './scenes.ts';
import { sweepCommand } from './sweep.ts';
import { verifyCommand } from './verify.ts';

export const commands: readonly Command[] = [
  scenesCommand,
  mjcfCommand,
  rolloutCommand,
  demonstrateCommand,
  pretrainCommand,
  finetuneCommand,
  evaluateCommand,
  sweepCommand,
  packCommand,
  exportCommand,
  verifyCommand,
  benchCommand,
];
