/** @file The page's state as text for a report. */
import { draftDifferences, readDraft } from '../../lab/draft.ts';
import type { LabState } from '../../lab/labState.ts';
import { versions } from '../../lab/versions.ts';

/** @param log what the page said last */
export function describeLab(state: LabState, log: readonly string[], browser: string): string {
  const { choice, report, problem } = state.backend;
  const draft = readDraft(state.draft, state.scenes, state.preset);
  const lines = {
    versions,
    browser,
    backend: { choice, problem, ...report },
    run: state.run && { phase: state.run.phase, message: state.run.message, ...state.progress },
    experiment: state.run?.experiment ?? draft.experiment,
    'next run differs from the defaults in': draftDifferences(draft),
    robot: { scene: state.live.scene, phase: state.live.phase, problem: state.live.problem },
    said: log,
    link: state.linkProblems,
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');
}
