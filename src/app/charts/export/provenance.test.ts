import { expect, test } from 'vitest';
import { resolveExperiment } from '../../../core/experiment/experiment.ts';
import { type ProvenanceState, provenanceOf } from './provenance.ts';

const experiment = resolveExperiment({ seed: 7, 'dispersive.weight': 0.1 });
const date = new Date('2026-11-20T12:00:00Z');
const nothing: ProvenanceState = {
  run: null,
  recorded: null,
  scenes: [],
  backend: { choice: 'auto', report: null, problem: null },
};
const report = { backend: 'webgpu', adapter: 'Some GPU', fallbackReason: null, candidates: [] } as const;

test('a run’s file names it, its seed, its data, what differs from the defaults, and the machine', () => {
  const facts = { demonstrationsHash: 'abc' } as never;
  const state = {
    ...nothing,
    run: { experiment, facts, phase: 'finished', message: null },
    backend: { choice: 'auto', report, problem: null },
  } as unknown as ProvenanceState;
  expect(provenanceOf(state, { id: 'run-1', name: 'First' }, { tfjs: '4.22.0' }, date)).toEqual({
    made: 'One-Step Lab, 2026-11-20T12:00:00.000Z',
    run: 'First',
    'run id': 'run-1',
    scene: 'lift',
    demonstrations: 'expert',
    'demonstrations SHA-256': 'abc',
    seed: '7',
    'settings that differ': 'dispersive.weight=0.1',
    backend: 'webgpu',
    adapter: 'Some GPU',
    tfjs: '4.22.0',
  });
});

test('a recorded run is named so, and this machine is not said to have made it', () => {
  const state = {
    ...nothing,
    recorded: { name: 'Healthy', experiment },
    backend: { choice: 'auto', report, problem: null },
  } as unknown as ProvenanceState;
  const provenance = provenanceOf(state, null, {}, date);
  expect(provenance.run).toBe('recorded: Healthy');
  expect(provenance.backend).toBeUndefined();
});

test('without a run nothing is claimed', () => {
  expect(provenanceOf(nothing, null, {}, date).run).toBe('none yet');
});
