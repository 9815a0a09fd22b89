/** @file Which backend trains, on which adapter, and, on demand, how it was chosen. */
import type { BackendCandidate, BackendChoice } from '../../workers/training/protocol.ts';
import { Popover } from '../kit/Popover.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { backendNames, sayNumber } from '../words.ts';

const choices: readonly (readonly [BackendChoice, string])[] = [
  ['auto', 'Best that works'],
  ['webgpu', 'WebGPU'],
  ['wasm', 'WASM'],
  ['cpu', 'CPU'],
];

export function BackendBadge() {
  const { report, problem } = useLabState((state) => state.backend);
  const said = problem ? 'No backend' : report ? backendNames[report.backend] : 'Testing…';
  return (
    <Popover
      title="Backend"
      align="end"
      className="backend-popover"
      trigger={
        <button
          type="button"
          className="backend-badge"
          data-state={problem ? 'failed' : report ? (report.fallbackReason ? 'fallback' : 'ready') : 'testing'}
          data-backend={report?.backend}
        >
          <span className="dot" aria-hidden="true" />
          <span className="visually-hidden">Training runs on </span>
          <strong>{said}</strong>
          {report?.adapter && <span className="adapter"> {report.adapter}</span>}
          {report?.fallbackReason && <span className="visually-hidden">, a fallback</span>}
        </button>
      }
    >
      <BackendDetails />
    </Popover>
  );
}

function BackendDetails() {
  const lab = useLab();
  const { choice, report, problem } = useLabState((state) => state.backend);
  const isFree = useLabState(({ run, backend }) => run === null || (run.phase === 'starting' && !backend.report));
  return (
    <>
      <label className="backend-choice">
        Train on
        <select
          aria-label="Backend"
          value={choice}
          disabled={!isFree}
          onChange={(event) => lab.chooseBackend(event.target.value as BackendChoice)}
        >
          {choices.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {!isFree && <p className="help">Reset the run to change the backend.</p>}
      {problem && <p className="problem">{problem}</p>}
      {!problem && !report && (
        <p className="help">
          Each backend is being tested: its gradients first, then its speed. Choose one to test that one alone.
        </p>
      )}
      {report?.fallbackReason && <p className="fallback">{report.fallbackReason}</p>}
      {report && <Candidates candidates={report.candidates} chosen={report.backend} />}
    </>
  );
}

function Candidates({ candidates, chosen }: { candidates: readonly BackendCandidate[]; chosen: string }) {
  return (
    <table className="candidates">
      <caption>Start-up test, on a network of the default size</caption>
      <thead>
        <tr>
          <th scope="col">Backend</th>
          <th scope="col">ms a step</th>
          <th scope="col">Gradient error</th>
        </tr>
      </thead>
      <tbody>
        {candidates.map(({ backend, adapter, problem, stepMilliseconds, gradientError }) => (
          <tr key={backend} data-chosen={backend === chosen || undefined}>
            <th scope="row">
              {backendNames[backend]}
              {backend === chosen && ' ✓'}
              {adapter && <span className="faint"> {adapter}</span>}
            </th>
            {problem ? (
              <td colSpan={2} className="why">
                {problem}
              </td>
            ) : (
              <>
                <td>{stepMilliseconds === null ? '–' : sayNumber(stepMilliseconds)}</td>
                <td>{gradientError === null ? '–' : sayNumber(gradientError)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
