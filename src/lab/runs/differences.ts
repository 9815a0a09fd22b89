/** @file What is not as it was when a run was made, so that going on would not give the same numbers. */
import type { RunOrigin } from '../../core/experiment/keptRun.ts';
import type { BackendReport } from '../../workers/training/protocol.ts';

export interface Difference {
  /** What differs: "backend", "adapter", or a package */
  readonly what: string;
  readonly before: string;
  readonly now: string;
}

/** Packages whose version decides what numbers come out */
const decisive = ['onestep-lab', 'tfjs', 'mujoco'] as const;

/** @returns nothing where the run goes on exactly */
export function differencesFrom(
  origin: RunOrigin,
  report: Pick<BackendReport, 'backend' | 'adapter'>,
  versions: Readonly<Record<string, string>>,
): Difference[] {
  const pairs: [string, string, string][] = [
    ['backend', origin.backend, report.backend],
    ['adapter', origin.adapter ?? 'none', report.adapter ?? 'none'],
    ...decisive.map((name): [string, string, string] => [
      name,
      origin.versions[name] ?? 'unknown',
      versions[name] ?? 'unknown',
    ]),
  ];
  const differing = pairs.filter(([, before, now]) => before !== now);
  // Another backend brings another adapter: one of them says it.
  const isOtherBackend = differing.some(([what]) => what === 'backend');
  return differing
    .filter(([what]) => !(isOtherBackend && what === 'adapter'))
    .map(([what, before, now]) => ({ what, before, now }));
}
