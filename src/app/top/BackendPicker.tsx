/** @file Which backend trains, on which adapter, and why not a better one. */
import { useId } from 'react';
import type { BackendCandidate, BackendChoice } from '../../workers/training/protocol.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import { backendNames, sayNumber } from '../words.ts';

const choices: readonly (readonly [BackendChoice, string])[] = [
  ['auto', 'Best that works'],
  ['webgpu', 'WebGPU'],
  ['wasm', 'WASM'],
  ['cpu', 'CPU'],
];

export function BackendPicker() {
  const lab = useLab();
  const { choice, report, problem } = useLabState((state) => state.backend);
  const isFree = useLabState((state) => state.run === null);
  const id = useId();
  return (
    <div className="picker backend">
      <label htmlFor={id}>Backend</label>
      <select
        id={id}
        value={choice}
        disabled={!isFree}
        title={isFree ? undefined : 'Reset the run to change the backend'}
        aria-describedby={`${id}-badge`}
        onChange={(event) => lab.chooseBackend(event.target.value as BackendChoice)}
      >
        {choices.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <span
        id={`${id}-badge`}
        className="backend-badge"
        data-state={problem ? 'failed' : report ? 'ready' : 'testing'}
        data-backend={report?.backend}
        title={report ? [report.fallbackReason, ...report.candidates.map(sayCandidate)].filter(Boolean).join('\n') : ''}
      >
        {problem && `No backend: ${problem}`}
        {!problem && !report && 'Testing backends…'}
        {report && (
          <>
            <strong>{backendNames[report.backend]}</strong>
            {report.adapter && ` ${report.adapter}`}
            {report.fallbackReason && <span className="fallback"> {report.fallbackReason}</span>}
          </>
        )}
      </span>
    </div>
  );
}

function sayCandidate({ backend, problem, stepMilliseconds, gradientError }: BackendCandidate): string {
  const name = backendNames[backend];
  if (problem) return `${name}: ${problem}`;
  const speed = stepMilliseconds === null ? 'works' : `${sayNumber(stepMilliseconds)} ms a step`;
  return gradientError === null ? `${name}: ${speed}` : `${name}: ${speed}, gradient error ${sayNumber(gradientError)}`;
}
