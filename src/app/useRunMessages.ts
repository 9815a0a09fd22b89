/** @file What the runs on the page say went wrong with them. */
import { useStore } from 'zustand';
import { type Side, sideNames, sides } from '../lab/pair/pairState.ts';
import { useLab } from './LabContext.tsx';

export interface RunMessage {
  readonly side: Side;
  /** Begins with whose it is, where there are two runs */
  readonly message: string;
  /** Nothing but a reset goes on from here */
  readonly hasFailed: boolean;
}

export function useRunMessages(): RunMessage[] {
  const { pair } = useLab();
  const isPair = useStore(pair.store, ({ isOpen }) => isOpen);
  const runs = {
    a: useStore(pair.shown.a, ({ run }) => run),
    b: useStore(pair.shown.b, ({ run }) => run),
  };
  return sides.flatMap((side) => {
    const run = runs[side];
    if (!run?.message) return [];
    const message = isPair ? `${sideNames[side]}: ${run.message}` : run.message;
    return [{ side, message, hasFailed: run.phase === 'failed' }];
  });
}
