/** @file Runs beside each other: their curves in one chart, and what their settings say. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Measure, measures } from '../../core/experiment/measures.ts';
import { averageCurves, type ComparedRun, groupBySeed } from '../../lab/runs/comparison.ts';
import { comparisonCsv, comparisonJson } from '../../lab/runs/comparisonFile.ts';
import type { ChartTable } from '../charts/chartTable.ts';
import { DataDialog } from '../charts/DataDialog.tsx';
import { drawPicture } from '../charts/export/drawPicture.ts';
import { saveFile } from '../charts/export/saveFile.ts';
import { OverlayChart, type OverlaySeries } from '../charts/OverlayChart.tsx';
import { overlayTable } from '../charts/overlayTable.ts';
import { createStepView, StepViewProvider } from '../charts/stepCursor.ts';
import { Menu } from '../kit/Menu.tsx';
import { Switch } from '../kit/Switch.tsx';
import { useLab } from '../LabContext.tsx';
import { sayCount, sayNumber, sayPercent } from '../words.ts';
import { ConfigTable } from './ConfigTable.tsx';
import { colourOf } from './runWords.ts';
import { useRuns, useShelf } from './useRuns.ts';

interface CompareRunsProps {
  /** The measure to begin with; the first where absent */
  readonly measure?: string;
  onBack(): void;
}

export function CompareRuns({ measure: first, onBack }: CompareRunsProps) {
  const [wanted, setWanted] = useState(measures.find(({ id }) => id === first) ?? measures[0]);
  const { measure, loaded } = useChosenRuns(wanted);
  const [isGrouped, setGrouped] = useState(false);
  const view = useMemo(createStepView, []);
  const series = useMemo(
    () => (isGrouped ? groupSeries(loaded, measure) : runSeries(loaded)),
    [loaded, measure, isGrouped],
  );
  const say = measure.isShare ? sayPercent : sayNumber;
  const lab = useLab();
  const figure = useRef<HTMLElement>(null);
  const [table, setTable] = useState<ChartTable | null>(null);
  const name = `${measure.label} of the chosen runs`;
  const save = (kind: 'csv' | 'json') => {
    const text = kind === 'csv' ? comparisonCsv(loaded, measure) : comparisonJson(loaded, measure);
    saveFile(`comparison-${measure.id}.${kind}`, new Blob([text]));
  };
  const savePicture = async () => {
    const svg = figure.current?.querySelector('svg');
    if (!svg) throw new Error('Nothing is drawn yet: no picture was saved. Choose runs to compare.');
    const seeds = loaded.map(
      ({ run }) => `${run.name}: run ${run.id}, seed ${run.experiment.seed}, ${run.origin.backend}`,
    );
    const picture = await drawPicture(svg, {
      title: name,
      summary: summarise(series, measure, isGrouped),
      legend: series,
      provenance: { made: `One-Step Lab, ${new Date().toISOString()}`, runs: seeds.join('; ') },
    });
    saveFile(`comparison-${measure.id}.png`, picture);
  };
  return (
    <section className="compare" aria-label="Compare runs">
      <header className="runs-header">
        <div className="runs-title">
          <button type="button" onClick={onBack}>
            ← All runs
          </button>
          <h2>{loaded.length} runs compared</h2>
        </div>
        <div className="runs-tools">
          <Switch label="Group by everything but the seed" isOn={isGrouped} onChange={setGrouped} />
          <MeasurePicker measure={wanted} onChange={setWanted} />
          <Menu
            align="end"
            trigger={<button type="button">Download</button>}
            items={[
              { label: 'Data table', onSelect: () => setTable(overlayTable(name, series)) },
              { label: 'Picture as PNG', onSelect: () => void lab.office.attempt(savePicture()) },
              { label: 'Values as CSV', onSelect: () => save('csv') },
              { label: 'Values and settings as JSON', onSelect: () => save('json') },
            ]}
          />
        </div>
      </header>
      <div className="compare-panels">
        <div className="panel compare-chart">
          <StepViewProvider value={view}>
            <OverlayChart
              name={name}
              figure={figure}
              summary={summarise(series, measure, isGrouped)}
              series={series}
              scale={measure.scale}
              domain={measure.isShare ? [0, 1] : undefined}
              say={say}
            />
          </StepViewProvider>
          {isGrouped && <GroupTable loaded={loaded} measure={measure} say={say} />}
        </div>
        <ConfigTable runs={loaded.map(({ run }) => run)} />
      </div>
      {table && <DataDialog table={table} onSaveCsv={() => save('csv')} onClose={() => setTable(null)} />}
    </section>
  );
}

interface Comparison {
  /** What the curves are of */
  readonly measure: Measure;
  readonly loaded: readonly ComparedRun[];
}

/** The chosen runs with a measure of each; the one before stays until the next has been read. */
function useChosenRuns(measure: Measure): Comparison {
  const shelf = useShelf();
  const chosen = useRuns((state) => state.chosen);
  const [comparison, setComparison] = useState<Comparison>({ measure, loaded: [] });
  useEffect(() => {
    let isWanted = true;
    void shelf.compare(chosen, measure.id).then((loaded) => isWanted && setComparison({ measure, loaded }));
    return () => {
      isWanted = false;
    };
  }, [shelf, chosen, measure]);
  return comparison;
}

function MeasurePicker({ measure, onChange }: { measure: Measure; onChange(measure: Measure): void }) {
  return (
    <label className="picker-inline">
      <span className="visually-hidden">What is compared</span>
      <select
        value={measure.id}
        onChange={(event) => onChange(measures.find(({ id }) => id === event.target.value) ?? measures[0])}
      >
        {measures.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Runs of one colour are told apart by their dashes. */
const dashes = [undefined, '6 3', '2 3', '9 3 2 3'];

function dashOf(colours: readonly number[], index: number): string | undefined {
  const sameBefore = colours.slice(0, index).filter((colour) => colour === colours[index]).length;
  return dashes[sameBefore % dashes.length];
}

function runSeries(loaded: readonly ComparedRun[]): OverlaySeries[] {
  const colours = loaded.map(({ run }) => run.colour);
  return loaded.map((one, i) => ({
    id: one.run.id,
    name: one.run.name,
    color: colourOf(one.run),
    dash: dashOf(colours, i),
    ...one.curve,
  }));
}

function groupSeries(loaded: readonly ComparedRun[], measure: Measure): OverlaySeries[] {
  const groups = groupBySeed(loaded);
  const colours = groups.map(({ first }) => first.colour);
  return groups.map(({ members, first }, i) => {
    const { steps, values, low, high } = averageCurves(
      members.map((one) => one.curve),
      measure.scale,
    );
    const band = members.length > 1 ? { low, high } : undefined;
    return {
      id: first.id,
      name:
        members.length > 1
          ? `${first.name} and ${members.length - 1} other ${members.length === 2 ? 'seed' : 'seeds'}`
          : first.name,
      color: colourOf(first),
      dash: dashOf(colours, i),
      steps,
      values,
      band,
      count: members.length,
    };
  });
}

function summarise(series: readonly OverlaySeries[], measure: Measure, isGrouped: boolean): string {
  const measured = series.filter(({ steps }) => steps.length > 0);
  if (measured.length === 0) return `None of these runs has recorded it: ${measure.label.toLowerCase()}.`;
  const last = Math.max(...measured.map(({ steps }) => steps[steps.length - 1]));
  const missing = series.length - measured.length;
  const band = isGrouped ? `; ${meanOf(measure)} over seeds, band: its 95 % t interval` : '';
  return `${measure.label}, to step ${sayCount(last)}${band}${missing > 0 ? `; ${missing} without it` : ''}`;
}

/** What a group is averaged by */
const meanOf = ({ scale }: Measure) => (scale === 'logarithmic' ? 'geometric mean' : 'mean');

/** The last value of each group, with the interval and how many runs it stands on. */
interface GroupTableProps {
  readonly loaded: readonly ComparedRun[];
  readonly measure: Measure;
  say(value: number): string;
}

function GroupTable({ loaded, measure, say }: GroupTableProps) {
  const rows = useMemo(
    () =>
      groupBySeed(loaded).map(({ members, first }) => {
        const curve = averageCurves(
          members.map((one) => one.curve),
          measure.scale,
        );
        const last = curve.steps.length - 1;
        return { first, size: members.length, curve, last };
      }),
    [loaded, measure],
  );
  return (
    <table className="group-table">
      <thead>
        <tr>
          <th scope="col">Group</th>
          <th scope="col">Last step</th>
          <th scope="col">{meanOf(measure)}</th>
          <th scope="col">95 % interval</th>
          <th scope="col">n at that step</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ first, size, curve, last }) => (
          <tr key={first.id}>
            <th scope="row">
              <span className="run-colour" style={{ background: colourOf(first) }} /> {first.name}
            </th>
            <td>{last < 0 ? '–' : sayCount(curve.steps[last])}</td>
            <td>{last < 0 ? '–' : say(curve.values[last])}</td>
            <td>
              {last < 0 || curve.counts[last] < 2 ? 'one run' : `${say(curve.low[last])} to ${say(curve.high[last])}`}
            </td>
            <td>{last < 0 ? `0 of ${size}` : `${curve.counts[last]} of ${size}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
