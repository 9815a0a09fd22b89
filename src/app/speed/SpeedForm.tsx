/** @file What is measured, on what, and how far it is. */
import { useEffect } from 'react';
import { type BoardMachine, boardNames, boardRounds, takesGpu } from '../../lab/board/boardState.ts';
import type { BoardGpu, BoardName } from '../../workers/board/protocol.ts';
import { Segmented } from '../kit/Segmented.tsx';
import { Switch } from '../kit/Switch.tsx';
import { useLab } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { useBoard } from './useBoard.ts';

const measured: Readonly<Record<BoardName, string>> = {
  trainingStep: 'A training step',
  latency: 'One chunk of actions',
  tsne: 't-SNE',
  growth: 'How a step grows',
};

export function SpeedForm() {
  const { board } = useLab();
  useEffect(() => void board.look(), [board]);
  const { chosen, rounds, gpu } = useBoard((state) => state);
  const isGpuTaken = useBoard(takesGpu);
  const isMeasuring = useBoard((state) => state.standing !== null);
  return (
    <Panel title="Speed" className="speed-form">
      <p className="help">
        How fast the lab computes on this machine, beside plain tfjs operations, jax-js and onnxruntime-web. What is
        compared takes turns, so trust the ratios: a time belongs to its machine and to what else it did.
      </p>
      <form
        className="speed-fields"
        aria-label="What is measured"
        onSubmit={(event) => {
          event.preventDefault();
          void board.start();
        }}
      >
        <fieldset disabled={isMeasuring}>
          <legend>Measured</legend>
          {boardNames.map((name) => (
            <label key={name} className="speed-choice">
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                onChange={(event) => board.choose(name, event.target.checked)}
              />
              {measured[name]}
            </label>
          ))}
        </fieldset>
        <fieldset disabled={isMeasuring}>
          <legend>On</legend>
          <p className="speed-fixed">WASM</p>
          {gpu?.adapter ? (
            <Switch
              label={`WebGPU: ${gpu.adapter.name}`}
              isOn={isGpuTaken}
              isDisabled={isMeasuring}
              onChange={(wants) => board.setGpu(wants)}
            />
          ) : (
            <p className="help">{gpu ? `WebGPU is left out. ${gpu.problem}` : 'Looking for a GPU…'}</p>
          )}
          {gpu?.adapter?.isSoftware && (
            <p className="help">
              That is a GPU in software, on the processor itself: with it the board takes many minutes.
            </p>
          )}
        </fieldset>
        <fieldset disabled={isMeasuring} className="speed-rounds">
          <legend>Turns of each</legend>
          <Segmented
            label="Turns of each"
            options={boardRounds.map((count) => ({ value: count, label: count === 5 ? '5, a look' : `${count}` }))}
            value={rounds}
            isDisabled={isMeasuring}
            onChange={(count) => board.setRounds(count)}
          />
        </fieldset>
        {!isMeasuring && (
          <button type="submit" className="primary" disabled={chosen.length === 0 || gpu === null}>
            Measure
          </button>
        )}
      </form>
      <Standing />
      <Machine gpu={gpu} />
    </Panel>
  );
}

/** What is being measured, with a way to end it; or what went wrong. */
function Standing() {
  const { board } = useLab();
  const standing = useBoard((state) => state.standing);
  const problem = useBoard((state) => state.problem);
  if (standing) {
    return (
      <div className="work-line">
        <p role="status">Measuring {standing.said}</p>
        <progress aria-label="Share that is measured" max={standing.planned} value={standing.done} />
        <button type="button" onClick={() => board.cancel()}>
          Cancel
        </button>
      </div>
    );
  }
  if (!problem) return null;
  return (
    <p className="problem-box" role="alert">
      {problem}
    </p>
  );
}

/** What the numbers beside it were measured on. */
function Machine({ gpu }: { gpu: BoardGpu | null }) {
  const machine = useBoard((state) => state.report?.machine ?? null);
  return (
    <div className="speed-machine help">
      {machine && (
        <dl>
          {machineFacts(machine).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p>
        The board measures alone: it does not begin while something trains, ends when training begins, and lets the
        robot stand still.{gpu?.adapter && !gpu.adapter.isSoftware ? ' The robot is drawn on the same GPU.' : ''}
      </p>
      <p>
        Environment steps against a bare <code>mj_step</code> loop take threads on every core:{' '}
        <code>npm run lab -- bench --only environment</code>
      </p>
    </div>
  );
}

function machineFacts({ browser, adapter, cores, rounds, startedAt, versions }: BoardMachine): [string, string][] {
  return [
    ['Browser', browser],
    ['GPU', adapter],
    ['Cores', String(cores)],
    ['Turns', String(rounds)],
    ['Measured', startedAt.slice(0, 16).replace('T', ' ')],
    [
      'Versions',
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
  ];
}
