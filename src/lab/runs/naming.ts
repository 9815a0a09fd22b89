/** @file Names and colours for runs that nobody has named yet. */
import type { Experiment } from '../../core/experiment/experiment.ts';
import { type KeptRun, nameLimit, runColours } from '../../core/experiment/keptRun.ts';

/** `Lift · seed 0 · 14:05`, or of two runs `Lift · seed 0 · 14:05 · B: Weight α 0.5`. @param part which of two it is */
export function defaultName(
  experiment: Experiment,
  sceneTitle: string,
  time: Date,
  part: string | null = null,
): string {
  const clock = [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  const parts = [sceneTitle, `seed ${experiment.seed}`, clock, ...(part === null ? [] : [part])];
  return parts.join(' · ').slice(0, nameLimit);
}

/** The colour that the fewest of the newest runs have, so that runs made one after another differ. */
export function nextColour(newestFirst: readonly Pick<KeptRun, 'colour'>[]): number {
  const recent = newestFirst.slice(0, runColours - 1).map(({ colour }) => colour);
  const counts = Array.from({ length: runColours }, (_, colour) => recent.filter((used) => used === colour).length);
  return counts.indexOf(Math.min(...counts));
}

/** A name for the file of a run, which every system takes. */
export function fileNameOf({ name }: Pick<KeptRun, 'name'>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${plain || 'run'}.run`;
}
