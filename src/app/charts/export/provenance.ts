/** @file Where a chart's numbers come from: written into every file that leaves the page. */
import { differingSettings, resolveExperiment, settingsOfScene } from '../../../core/experiment/experiment.ts';
import type { KeptRun } from '../../../core/experiment/keptRun.ts';
import type { LabState } from '../../../lab/labState.ts';

/** Facts in the order in which a person asks for them; each value is one line. */
export type Provenance = Readonly<Record<string, string>>;

/** What of the page's state says where numbers come from. */
export type ProvenanceState = Pick<LabState, 'run' | 'recorded' | 'scenes' | 'backend'>;

/**
 * @param kept the run on the page as it is kept; null where it is not
 * @param versions of everything that had a part in the numbers
 * @param date when the file is written
 */
export function provenanceOf(
  { run, recorded, scenes, backend }: ProvenanceState,
  kept: Pick<KeptRun, 'id' | 'name'> | null,
  versions: Readonly<Record<string, string>>,
  date: Date,
): Provenance {
  const experiment = (run ?? recorded)?.experiment;
  const facts: Record<string, string> = { made: `One-Step Lab, ${date.toISOString()}` };
  if (!experiment) return { ...facts, run: 'none yet', ...versions };
  const scene = scenes.find(({ id }) => id === experiment.scene);
  const defaults = resolveExperiment({ scene: experiment.scene }, scene ? settingsOfScene(scene) : {});
  const differing = differingSettings(defaults, experiment).filter((key) => key !== 'seed');
  facts.run = run ? (kept?.name ?? 'not kept') : `recorded: ${recorded?.name}`;
  if (run && kept) facts['run id'] = kept.id;
  facts.scene = experiment.scene;
  facts.demonstrations = experiment.demonstrations;
  if (run?.facts) facts['demonstrations SHA-256'] = run.facts.demonstrationsHash;
  facts.seed = String(experiment.seed);
  facts['settings that differ'] = differing.map((key) => `${key}=${experiment[key]}`).join(' ') || 'none';
  // A recorded run was made elsewhere: this page's backend says nothing of it.
  if (run && backend.report) {
    facts.backend = backend.report.backend;
    facts.adapter = backend.report.adapter ?? 'none';
  }
  return { ...facts, ...versions };
}
