/** @file A comparison as a file, with what made each of its numbers. */
import type { Measure } from '../../core/experiment/measures.ts';
import { stepUnit } from '../../core/experiment/stage.ts';
import { averageCurves, type ComparedRun, groupBySeed } from './comparison.ts';

/** One row a step, one column a run; lines that begin with # say where each comes from. */
export function comparisonCsv(runs: readonly ComparedRun[], measure: Measure): string {
  const curves = runs.map(({ curve }) => curve);
  const steps = [...new Set(curves.flatMap(({ steps: own }) => [...own]))].sort((a, b) => a - b);
  const values = curves.map((curve) => new Map([...curve.steps].map((step, i) => [step, curve.values[i]])));
  const lines = [
    `# ${measure.label} over ${unitsOf(runs)}, from One-Step Lab`,
    ...runs.map(({ run }) => {
      const { versions, backend, adapter, demonstrationsHash } = run.origin;
      const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
      return `# ${[run.name, `run ${run.id}`, `seed ${run.experiment.seed}`, backend, adapter, ...software, `data ${demonstrationsHash}`].filter(Boolean).join(', ')}`;
    }),
    ['step', ...runs.map(({ run }) => quote(run.name))].join(','),
    ...steps.map((step) => [step, ...values.map((column) => column.get(step) ?? '')].join(',')),
  ];
  return `${lines.join('\n')}\n`;
}

/** Every measured value, each run's whole record of how it was made, and the groups' means. */
export function comparisonJson(runs: readonly ComparedRun[], measure: Measure): string {
  const plain = (curve: object) => Object.fromEntries(Object.entries(curve).map(([key, value]) => [key, [...value]]));
  const content = {
    measure: measure.label,
    interval: `${measure.scale === 'logarithmic' ? 'geometric mean' : 'mean'} with Student’s t 95 % interval over the runs of a group, at each step over those measured there`,
    runs: runs.map(({ run: { id, name, experiment, origin }, curve }) => {
      return { id, name, experiment, origin, ...plain(curve) };
    }),
    groups: groupBySeed(runs).map(({ members }) => ({
      runs: members.map(({ run }) => run.id),
      ...plain(
        averageCurves(
          members.map(({ curve }) => curve),
          measure.scale,
        ),
      ),
    })),
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

/** What the steps are; each run has its own where not all are of one stage. */
function unitsOf(runs: readonly ComparedRun[]): string {
  return [...new Set(runs.map(({ run }) => stepUnit(run.experiment)))].join(' or ');
}

/** A name in a table of commas, which must not begin a formula in a spreadsheet. */
function quote(name: string): string {
  return `"${name.replace(/^[=+\-@]/, "'$&").replaceAll('"', '""')}"`;
}
