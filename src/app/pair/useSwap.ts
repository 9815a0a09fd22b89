/** @file Exchanges what the two forms say, as long as neither has a run. */
import type { SettingKey } from '../../core/experiment/settings.ts';
import { useLab } from '../LabContext.tsx';
import { usePair, useSides } from './useSides.ts';

/** @returns null where there is nothing to exchange, or a run or a record holds its settings */
export function useSwap(): (() => void) | null {
  const lab = useLab();
  const changes = usePair((pair) => pair.changes);
  const isTaken = useSides(({ run, recorded }) => run !== null || recorded !== null);
  const keys = Object.keys(changes) as SettingKey[];
  if (isTaken.a || isTaken.b || keys.length === 0 || keys.includes('scene')) return null;
  return () => {
    const a = lab.pair.draft('a').experiment;
    const own = Object.fromEntries(keys.map((key) => [key, String(a[key])]));
    for (const key of keys) lab.edit(key, changes[key] ?? null);
    lab.pair.setChanges(own);
    lab.office.announce('A and B have exchanged what they set.');
  };
}
