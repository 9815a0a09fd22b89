/** @file A small, correct file of a scene, to see what the lab takes: the first steps of its own demonstrations. */
import type { Demonstrations } from '../demonstrations.ts';
import { type ImportScene, requiredColumns } from './columns.ts';

const exampleEpisodes = 2;
const exampleSteps = 40;

export type ExampleFormat = 'csv' | 'json';

/** @returns the text of the file */
export function writeExample(set: Demonstrations, scene: ImportScene, format: ExampleFormat): string {
  const episodes = firstEpisodes(set);
  if (format === 'csv') return writeCsv(episodes, scene);
  const rows = episodes.map(
    ({ observations, actions }) => `    {
      "observations": [\n${lines(observations)}\n      ],
      "actions": [\n${lines(actions)}\n      ]
    }`,
  );
  return `{\n  "scene": ${JSON.stringify(scene.id)},\n  "episodes": [\n${rows.join(',\n')}\n  ]\n}\n`;
}

interface Rows {
  readonly observations: readonly (readonly number[])[];
  readonly actions: readonly (readonly number[])[];
}

function writeCsv(episodes: readonly Rows[], scene: ImportScene): string {
  const rows = episodes.flatMap(({ observations, actions }, episode) =>
    observations.map((observation, step) => [episode, ...observation, ...actions[step]].join(',')),
  );
  return [requiredColumns(scene).join(','), ...rows, ''].join('\n');
}

function lines(rows: readonly (readonly number[])[]): string {
  return rows.map((row) => `        ${JSON.stringify(row)}`).join(',\n');
}

function firstEpisodes({ metadata, observations, actions }: Demonstrations): Rows[] {
  let start = 0;
  return metadata.episodes.slice(0, exampleEpisodes).map(({ length }) => {
    const first = start;
    start += length;
    const steps = Array.from({ length: Math.min(length, exampleSteps) }, (_, step) => first + step);
    return {
      observations: steps.map((row) => takeRow(observations, row, metadata.observationSize)),
      actions: steps.map((row) => takeRow(actions, row, metadata.actionSize)),
    };
  });
}

/** Six significant digits are what a reader can look at. */
function takeRow(values: Float32Array, row: number, size: number): number[] {
  return Array.from(values.subarray(row * size, (row + 1) * size), (value) => Number(value.toPrecision(6)));
}
