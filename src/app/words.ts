/** @file How numbers and states are said on the page. */

import type { RunPhase } from '../lab/labState.ts';
import type { BackendName } from '../workers/training/protocol.ts';

const integers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const sayCount = (value: number) => integers.format(value);

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** How long a run is planned to be, in little room: `10,000`, `500K`, `1.5M`. */
export const sayLength = (steps: number) => (steps < 1e5 ? sayCount(steps) : compact.format(steps));

/** Three significant digits, in as few characters as that takes. */
export function sayNumber(value: number): string {
  if (!Number.isFinite(value)) return 'not finite';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}

export const sayPercent = (share: number) => `${Math.round(share * 100)} %`;

/** Storage as browsers count it: `18 MB`, `0.4 MB`, `12 kB`. */
export function sayBytes(bytes: number): string {
  if (bytes < 1e5) return `${Math.ceil(bytes / 1e3)} kB`;
  return `${bytes < 9.95e6 ? (bytes / 1e6).toFixed(1) : Math.round(bytes / 1e6)} MB`;
}

/** A duration as a person would say it: `40 s`, `3 min`, `1 h 20 min`. */
export function sayDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const saySteps = (steps: number) => (steps === 1 ? '1 step' : `${steps} steps`);

export const backendNames: Readonly<Record<BackendName, string>> = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' };

export const phaseNames: Readonly<Record<RunPhase, string>> = {
  starting: 'Starting…',
  paused: 'Paused',
  training: 'Training',
  finished: 'Finished',
  failed: 'Failed',
};
