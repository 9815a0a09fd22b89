/** @file The board's measurements, taken in Node on every backend that it can start. */
import { note } from '../cli/output.ts';
import { boardMeasurements, takeMeasurements } from '../src/core/board/board.ts';
import type { BackendName } from '../src/core/policy/tensorBackend.ts';
import { home } from './home.ts';
import type { Measurement } from './measurement.ts';

/** Fastest first, so that something is there to read soon. */
const backends: readonly BackendName[] = ['wasm', 'webgpu', 'cpu'];

export const boardInNode: readonly Measurement[] = boardMeasurements.map((measurement) => ({
  name: measurement.name,
  summary: measurement.summary,
  run: ({ rounds }, print) =>
    takeMeasurements(
      [measurement],
      { ...home, rounds, backends },
      { begin: ({ said, done, planned }) => note(`  ${done + 1}/${planned} ${said}`), print },
    ),
}));
