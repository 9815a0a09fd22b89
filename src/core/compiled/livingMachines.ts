/** @file Which machines are alive, as tfjs knows its tensors: so that one that is left behind is seen. */
import type { Machine } from './machine.ts';

const living = new Set<Machine>();

/** Called by a machine that begins. */
export function comeAlive(machine: Machine): void {
  living.add(machine);
}

/** Called by a machine that gives its memory back. */
export function endLife(machine: Machine): void {
  living.delete(machine);
}

/** Machines that were not disposed of, and the memory of all of them. */
export function livingMachines(): { readonly machines: number; readonly bytes: number } {
  return { machines: living.size, bytes: [...living].reduce((sum, { bytes }) => sum + bytes, 0) };
}
