/** @file Exporting as a user runs it: what lies in the folder afterwards, and how it is verified. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileHash } from '../src/core/data/container.ts';
import { lab } from './labProcess.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'onestep-export-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a run is exported with its data’s hash and its evaluation, and verified; one that was changed is refused', async () => {
  const [run, out] = [join(folder, 'run'), join(folder, 'bundle')];
  const small = ['--steps', '20', '--set', 'policy.hiddenSize=16'];
  expect((await lab('pretrain', 'lift', '--out', run, '--seed', '3', ...small)).status).toBe(0);
  expect((await lab('evaluate', run, '--episodes', '2', '--steps', '1,2')).status).toBe(0);

  const exported = await lab('export', run, '--out', out, '--steps', '2');
  expect(exported.status).toBe(0);
  const names = exported.lines.map(({ file }) => file);
  expect(names).toEqual(['policy.onnx', 'manifest.json', 'test-vectors.json', 'README.md', 'SHA256SUMS', 'bundle.zip']);
  for (const { file, sha256, bytes } of exported.lines) {
    const content = new Uint8Array(readFileSync(join(out, file as string)));
    expect([fileHash(content), content.length]).toEqual([sha256, bytes]);
  }
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  const record = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'));
  expect(manifest.training).toMatchObject({
    run: 'run',
    step: 20,
    seed: 3,
    config: record.experiment,
    demonstrationsSha256: record.demonstrations.sha256,
  });
  expect(manifest.evaluation).toMatchObject([
    { steps: 1, episodes: 2, trainingStep: 20 },
    { steps: 2, episodes: 2, trainingStep: 20 },
  ]);

  const verified = await lab('verify', out, '--episodes', '2', '--steps', '1,2');
  expect(verified.status).toBe(0);
  const [vectors, loop, ...latencies] = verified.lines;
  expect(vectors).toMatchObject({ scene: 'lift', steps: 2, count: 64, isWithin: true });
  expect(loop.closedLoop).toMatchObject({ episodes: 2, agreed: 2, disagreements: [] });
  expect(latencies.slice(0, 2)).toMatchObject([{ latencyMs: { steps: 1 } }, { latencyMs: { steps: 2 } }]);
  expect(latencies[2]).toHaveProperty('emptyLoopMs.p99');

  const readme = join(out, 'README.md');
  writeFileSync(readme, `${readFileSync(readme, 'utf8')}Trust me.\n`);
  const refused = await lab('verify', out);
  expect([refused.status, refused.text]).toEqual([1, '']);
  expect(refused.errors).toContain('README.md: its SHA-256 is');
});

test('what is no bundle, or not there, is refused in a line', async () => {
  const missing = await lab('verify', join(folder, 'nothing'));
  expect(missing.status).toBe(1);
  expect(missing.errors).toContain('there is no such bundle');
});
