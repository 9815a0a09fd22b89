/** @file Installing what the tests need on a fresh machine, by the means that it has. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What decides how to install. */
export interface Host {
  readonly isDebian: boolean;
  /** What makes a command run as root: nothing for root, sudo for whoever may use it without a password */
  readonly asRoot: readonly string[] | null;
}

export type Command = readonly string[];

export function aptInstall(asRoot: Command, ...packages: string[]): Command[] {
  return [
    [...asRoot, 'apt-get', 'update'],
    [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', ...packages],
  ];
}

/** Runs it, and shows it on standard error. */
export function succeeds([program, ...parameters]: Command): boolean {
  console.error(`$ ${[program, ...parameters].join(' ')}`);
  // Standard output is for the path alone.
  return spawnSync(program, parameters, { stdio: ['ignore', 2, 2] }).status === 0;
}

export function thisHost(): Host {
  const isRoot = process.getuid?.() === 0;
  const canSudo = () => spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return { isDebian: isDebian(), asRoot: isRoot ? [] : canSudo() ? ['sudo', '-n'] : null };
}

function isDebian(): boolean {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
