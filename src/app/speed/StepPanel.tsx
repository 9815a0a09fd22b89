/** @file How long a training step takes: a chart for each backend, and what each contestant asks of it. */
import { Fragment } from 'react';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { Panel } from '../Panel.tsx';
import { backendNames, sayCount, sayNumber } from '../words.ts';
import { contestantOf, sayTimes } from './contestants.ts';
import { StepBars } from './StepBars.tsx';
import { type LineOf, type MeasuredLine, measuredLines, useLines } from './useBoard.ts';

export function StepPanel() {
  const lines = useLines();
  const measured = measuredLines(lines, 'trainingStep');
  const skipped = lines.filter(
    (line): line is Extract<LineOf<'trainingStep'>, { skipped: string }> =>
      line.measurement === 'trainingStep' && 'skipped' in line,
  );
  return (
    <Panel
      title="Training step"
      className="speed-step"
      actions={<span className="faint">milliseconds, loss read back</span>}
    >
      {measured.map((line) => (
        <Fragment key={line.backend}>
          <ChartFigure
            name={`Milliseconds of a training step on ${backendNames[line.backend]}`}
            summary={summarise(line)}
          >
            {(size) => <StepBars line={line} size={size} />}
          </ChartFigure>
          <Asked line={line} />
        </Fragment>
      ))}
      {skipped.map(({ backend, skipped: why }) => (
        <p key={backend} className="help">
          {backendNames[backend]}: {why}
        </p>
      ))}
      {measured.length === 0 && (
        <p className="empty-chart">
          The default network at batch 128: the lab, the same in tfjs operations, plain tfjs operations with the
          library’s gradients and Adam, and jax-js.
        </p>
      )}
    </Panel>
  );
}

function summarise({ backend, adapter, times, speedAgainstPlain }: MeasuredLine<'trainingStep'>): string {
  const place = `${backendNames[backend]}${adapter ? ` (${adapter})` : ''}`;
  const ours = times.ours;
  if (!ours) return `On ${place} the lab could not take its step.`;
  const speed = speedAgainstPlain.ours;
  const factor = speed ? `, ${sayTimes(speed.median)} as fast as plain tfjs operations` : '';
  return `On ${place} the lab takes ${sayNumber(ours.median)} ms a step${factor}. Bars: medians, 10 to 90 % of turns, and × plain tfjs.`;
}

/** What one step asks of the GPU, or of tfjs; and who is not there. */
function Asked({ line }: { line: MeasuredLine<'trainingStep'> }) {
  const { kernelsPerStep, dispatchesPerStep, uploadedBytesPerStep, leftOut } = line;
  const parts = Object.keys(line.times).map((key) => {
    const asked = dispatchesPerStep
      ? `${sayCount(dispatchesPerStep[key])} dispatches, ${sayCount(uploadedBytesPerStep?.[key] ?? 0)} bytes`
      : `${sayCount(kernelsPerStep[key])}`;
    return `${contestantOf(key).name} ${asked}`;
  });
  return (
    <p className="help">
      {dispatchesPerStep ? 'Dispatches and bytes uploaded a step: ' : 'Kernels of tfjs a step: '}
      {parts.join('; ')}.
      {Object.entries(leftOut).map(([key, why]) => ` ${contestantOf(key).name} is left out: ${why}.`)}
    </p>
  );
}
