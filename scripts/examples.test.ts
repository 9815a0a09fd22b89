import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { publicPath, readShippedDemonstrations } from '../cli/publicFiles.ts';
import { decodeRunFile } from '../src/core/runs/runFile.ts';
import { examplePath, exampleScenes } from '../src/lab/runs/examples.ts';

test('the recorded runs that the page shows first are those that ship, made on the data that ships, and small', () => {
  const files = readdirSync(publicPath('examples')).filter((file) => file.endsWith('.run'));
  expect(files.sort()).toEqual(exampleScenes.map((scene) => `${scene}.run`).sort());
  for (const scene of exampleScenes) {
    const bytes = new Uint8Array(readFileSync(publicPath(examplePath(scene))));
    const { run, records } = decodeRunFile(bytes, scene);
    expect(run.experiment.scene).toBe(scene);
    expect(run.origin.demonstrationsHash).toBe(readShippedDemonstrations(scene, run.experiment.demonstrations).sha256);
    expect(records.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['training', 'evaluation', 'embedding']));
    const spread = records.filter((record) => record.kind === 'representation');
    expect(spread.every(({ variances, distances, actionGap }) => variances && distances && actionGap)).toBe(true);
    expect(bytes.length).toBeLessThan(150_000);
  }
});
