import { expect, test } from 'vitest';
import type { DeploymentWorker } from '../labWorkers.ts';
import { Stand } from '../standIns.ts';
import { Deployment } from './deployment.ts';

const manifest = { scene: { id: 'lift', metric: 'success' }, policy: { steps: 1 } };
const opened = { manifest, policy: new Uint8Array([1]), onnx: new Uint8Array([2]) };
const good = { runtime: 'a runtime', count: 64, maxAbsError: 1e-6, isWithin: true };

type Answers = ConstructorParameters<typeof Stand>[0];

function open(answers: Answers = {}) {
  const worker = new Stand({
    make: () => ({ file: new Blob(['zip']) }),
    open: () => opened,
    checkVectors: () => good,
    playClosedLoop: () => ({ episodes: 20 }),
    timeLatency: () => ({ ladder: [] }),
    ...answers,
  });
  const said: string[] = [];
  const deployment = new Deployment({
    spawn: () => worker as unknown as DeploymentWorker,
    rolloutWorkers: () => [],
    sources: () => [{ key: 'shipped', kind: 'shipped', id: '', name: 'lift, as shipped' }],
    read: async () => ({ policy: new Uint8Array(), demonstrationsSha256: null, evaluation: [] }),
    watch: async () => void said.push('watched'),
    watchLog: async () => void said.push('log watched'),
    holdStill: async () => {
      said.push('still');
      return () => void said.push('going on');
    },
    leave: async () => void said.push('left'),
    announce: (message) => void said.push(message),
    appVersion: '1',
    now: () => '2026-01-01T00:00:00.000Z',
  });
  return { deployment, worker, said };
}

test('an export is made, read back and checked in order, and the robot stands still only while it is timed', async () => {
  const { deployment, worker, said } = open();
  await deployment.export();
  expect(worker.calls.map(({ name }) => name)).toEqual([
    'make',
    'open',
    'checkVectors',
    'playClosedLoop',
    'timeLatency',
  ]);
  expect(deployment.state).toMatchObject({ work: null, problem: null, bundle: { name: 'lift-shipped-k1.zip' } });
  expect(said).toEqual(['still', 'going on']);
});

test('what answers the vectors wrongly is not played', async () => {
  const { deployment, worker } = open({ checkVectors: () => ({ ...good, isWithin: false }) });
  await deployment.export();
  expect(worker.count('playClosedLoop')).toBe(0);
  expect(deployment.state.check.vectors?.isWithin).toBe(false);
});

test('a file that is refused leaves what is shown, and its problem names it', async () => {
  const { deployment, said } = open({
    readLog: () => {
      throw Object.assign(new Error('line 3: it is not JSON.'), { name: 'RunnerLogError' });
    },
  });
  await deployment.open(new File([], 'a.zip'));
  expect(said).toEqual(['watched']);
  await deployment.open(new File([], 'b.jsonl'));
  expect(deployment.state.problem).toBe(
    'b.jsonl: line 3: it is not JSON. Fetch the file again from where it was made.',
  );
  expect(deployment.state.bundle?.name).toBe('a.zip');
  await deployment.open(new File([], 'c.tar'));
  expect(deployment.state.problem).toContain('c.tar: expected a bundle (.zip) or a runner’s log (.jsonl)');
});

test('a worker that dies under a check says so, and what it had found is kept', async () => {
  const { deployment, worker } = open({ playClosedLoop: () => new Promise(() => {}) });
  const exporting = deployment.export();
  await expect.poll(() => worker.count('playClosedLoop')).toBe(1);
  worker.die();
  await exporting;
  expect(deployment.state).toMatchObject({ work: null, check: { vectors: good, closedLoop: null } });
  expect(deployment.state.problem).toContain('What was found out before was kept. Try again.');
});

test('a cancelled check is at rest at once, and keeps its bundle', async () => {
  const { deployment, worker } = open({ playClosedLoop: () => new Promise(() => {}) });
  void deployment.export();
  await expect.poll(() => worker.count('playClosedLoop')).toBe(1);
  deployment.cancel();
  expect(deployment.state).toMatchObject({ work: null, problem: null, check: { vectors: good } });
  expect(deployment.state.bundle).not.toBeNull();
});
