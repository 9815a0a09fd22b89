import { expect, test } from 'vitest';
import { figureMeasures, sweepFigure } from './figure.ts';
import { layoutFigure } from './figureLayout.ts';
import { drawSweepFigure } from './figureSvg.ts';
import { readSweepPlan } from './plan.ts';
import { readSweepRecord, type SweepRecord, writeSweepRecord } from './record.ts';
import type { SweptRun } from './results.ts';
import { sweptRun } from './sweepFixture.ts';

const recordOf = (grid: Record<string, unknown[]>, runs: readonly SweptRun[]): SweepRecord => ({
  version: 1,
  plan: readSweepPlan({ grid, evaluate: { steps: [1, 32], episodes: 20 } }).plan,
  metric: 'success',
  command: 'npm run lab -- sweep alpha.json',
  versions: {},
  backend: 'wasm',
  adapter: null,
  runs,
});

const alpha = recordOf({ 'dispersive.weight': [0.5, 0], seed: [0, 1] }, [
  sweptRun({ 'dispersive.weight': 0.5, seed: 0 }, { 1: 18, 32: 20 }, 4),
  sweptRun({ 'dispersive.weight': 0.5, seed: 1 }, { 1: 20, 32: 20 }, 6),
  sweptRun({ 'dispersive.weight': 0, seed: 0 }, { 1: 4, 32: 10 }, 1),
  sweptRun({ 'dispersive.weight': 0, seed: 1 }, { 1: 6, 32: 10 }, 2),
]);

test('success is drawn against the varied setting, one line for each K, with bars over seeds', () => {
  const figure = sweepFigure(alpha);
  expect(figure.x).toEqual({ label: 'Weight α', scale: 'linear', values: [0, 0.5] });
  expect(figure.bars).toBe('seeds');
  expect(figure.panels).toHaveLength(1);
  const [one, many] = figure.panels[0].series;
  expect([one.name, many.name]).toEqual(['1 step', '32 steps']);
  expect(one.points.map(({ x, mean, seeds }) => [x, mean, seeds])).toEqual([
    [0, 0.25, [0.2, 0.3]],
    [0.5, 0.95, [0.9, 1]],
  ]);
  // Two seeds: 12.706 · 0.0707 / √2 = 0.635, cut at 1.
  expect(one.points[1].interval![1]).toBe(1);
});

test('a measure of the representation has one line, and is offered where a run recorded it', () => {
  expect(figureMeasures(alpha)).toEqual(['success', 'effectiveRank', 'meanDistance', 'meanNorm']);
  const { panels } = sweepFigure(alpha, 'effectiveRank');
  expect(panels[0].series).toHaveLength(1);
  expect(panels[0].series[0].points.map(({ mean }) => mean)).toEqual([1.5, 5]);
});

test('a second setting makes panels of its own, and one seed has Wilson bars and says so', () => {
  const figure = sweepFigure(
    recordOf({ 'dispersive.kind': ['infonce_l2', 'none'], 'dispersive.weight': [0, 0.5] }, [
      sweptRun({ 'dispersive.kind': 'infonce_l2', 'dispersive.weight': 0 }, { 1: 10 }),
      sweptRun({ 'dispersive.kind': 'none', 'dispersive.weight': 0 }, { 1: 10 }),
    ]),
  );
  expect(figure.x.label).toBe('Weight α');
  expect(figure.panels.map(({ title }) => title)).toEqual(['Dispersive loss infonce_l2', 'Dispersive loss none']);
  expect(figure.bars).toBe('episodes');
  expect(figure.panels[0].series[0].points[0].interval![0]).toBeCloseTo(0.2993, 4);
  expect(figure.note).toContain('they say nothing of other seeds');
});

test('without a varied setting, results are drawn against K', () => {
  const figure = sweepFigure(recordOf({}, [sweptRun({}, { 1: 10, 32: 20 })]));
  expect(figure.x).toEqual({ label: 'Denoising steps K', scale: 'logarithmic', values: [1, 32] });
  expect(figure.panels[0].series.map(({ points }) => points[0].x)).toEqual([1, 32]);
  expect(figureMeasures(recordOf({}, [sweptRun({}, { 1: 1 }, 3)]))).toEqual(['success']);
});

test('values that crowd on their axis stand in even steps, and the axis says so', () => {
  const weights = [0, 0.02, 0.1, 0.9];
  const crowded = recordOf(
    { 'dispersive.weight': weights },
    weights.map((weight) => sweptRun({ 'dispersive.weight': weight }, { 1: 10 })),
  );
  const figure = sweepFigure(crowded);
  expect(figure.x).toEqual({ label: 'Weight α, in order and not to scale', scale: 'names', values: weights });
  const places = layoutFigure(figure, { width: 400, height: 300 }).panels[0].xTicks.map(({ at }) => at);
  expect(places[1] - places[0]).toBeCloseTo(places[3] - places[2], 6);
});

test('points stand where their values say, and series of one value beside each other', () => {
  const { panels } = layoutFigure(sweepFigure(alpha), { width: 400, height: 300 });
  const [{ left, top, width, height, series }] = panels;
  const [one, many] = series;
  expect(one.points[0].y).toBeCloseTo(top + 0.75 * height, 6);
  expect(many.points[1].y).toBeCloseTo(top, 6);
  expect(many.points[0].x - one.points[0].x).toBe(10);
  for (const { x } of [...one.points, ...many.points]) {
    expect(x).toBeGreaterThan(left);
    expect(x).toBeLessThan(left + width);
  }
});

test('the figure is one SVG document with every series, in both themes, and no text breaks out of it', () => {
  const svg = drawSweepFigure(sweepFigure({ ...alpha, plan: { ...alpha.plan, evaluate: { ...alpha.plan.evaluate } } }));
  expect(svg).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  expect(svg).toContain('prefers-color-scheme: dark');
  expect(svg.match(/class="line"/g)).toHaveLength(4);
  expect(svg).not.toContain('NaN');
  const strange = drawSweepFigure({ ...sweepFigure(alpha), title: '<script>&"' });
  expect(strange).not.toContain('<script>');
});

test('a sweep without a finished run still has a figure', () => {
  expect(drawSweepFigure(sweepFigure({ ...alpha, runs: [] }))).toContain('</svg>');
});

test('a record reads back as it was written, and what is no record is refused with its place', () => {
  expect(readSweepRecord(writeSweepRecord(alpha), 'alpha.sweep.json')).toEqual(alpha);
  const broken = writeSweepRecord({
    ...alpha,
    runs: [{ ...alpha.runs[0], rungs: [{ ...alpha.runs[0].rungs[0], successes: 21 }] }],
  });
  expect(() => readSweepRecord(broken, 'x.json')).toThrow(
    "x.json: is not a sweep's record: runs.0.rungs.0: more successes than episodes",
  );
  expect(() => readSweepRecord('{', 'x.json')).toThrow('x.json: is not JSON');
  expect(() => readSweepRecord('{"version":2}', 'x.json')).toThrow('newer lab');
  const { plan } = alpha;
  const unknown = { ...alpha, plan: { ...plan, base: { scenes: 'lift' } } };
  expect(() => readSweepRecord(JSON.stringify(unknown), 'x.json')).toThrow(
    'x.json: plan: base.scenes: expected a known setting',
  );
});
