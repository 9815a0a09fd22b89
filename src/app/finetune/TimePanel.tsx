/** @file Where the time of an iteration goes, how fast the robots play, and how much of the update was taken. */
import { useRef } from 'react';
import type { IterationTiming } from '../../core/experiment/records.ts';
import { ChartMenu } from '../charts/ChartMenu.tsx';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayCount, sayNumber, sayPercent } from '../words.ts';
import { timeTable } from './finetuneTables.ts';
import { useShownIteration } from './useShownIteration.ts';

const parts = [
  { key: 'physics', name: 'physics' },
  { key: 'inference', name: 'inference' },
  { key: 'learning', name: 'learning' },
] as const satisfies readonly { key: keyof IterationTiming; name: string }[];

export function TimePanel() {
  const records = useLabState((state) => state.finetuning.records);
  const record = useShownIteration();
  const figure = useRef<HTMLElement>(null);
  return (
    <Panel
      title="Where the time goes"
      className="finetune-time"
      actions={<ChartMenu name="Where the time goes" table={() => timeTable(records)} figure={figure} />}
    >
      {!record ? (
        <p className="help">
          Physics plays, the network decides, then it learns: how long each takes, as soon as it does.
        </p>
      ) : (
        <>
          {record.timing && <TimeBar timing={record.timing} figure={figure} />}
          <dl className="iteration-numbers">
            <div>
              <dt>Iteration</dt>
              <dd data-testid="iteration">{sayCount(record.iteration)}</dd>
            </div>
            <div>
              <dt>Environment steps/s</dt>
              <dd>{record.timing ? sayCount(record.timing.envStepsPerSecond) : '–'}</dd>
            </div>
            <div title="Fewer than planned where the target KL was reached, or while the critic learns alone">
              <dt>Policy steps</dt>
              <dd>
                {record.policySteps} <span className="faint">of {record.plannedPolicySteps}</span>
              </dd>
            </div>
            <div title="The first minibatch’s probability ratios before anything was changed: 1 but for rounding">
              <dt>First ratio, off 1</dt>
              <dd>{sayNumber(record.initialRatioError)}</dd>
            </div>
          </dl>
        </>
      )}
    </Panel>
  );
}

function TimeBar({ timing, figure }: { timing: IterationTiming; figure: React.Ref<HTMLElement> }) {
  const shares = parts.map(({ key, name }) => ({ key, name, share: timing[key] / timing.seconds }));
  const said = shares.map(({ name, share }) => `${name} ${sayPercent(share)}`).join(', ');
  let left = 0;
  return (
    <figure className="time-bar" ref={figure}>
      <figcaption className="time-bar-words">
        {said} of {sayNumber(timing.seconds)} s
      </figcaption>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" width="100%" height="12" aria-hidden="true">
        {shares.map(({ key, share }) => {
          const x = left;
          left += share * 100;
          return <rect key={key} className={key} x={x} y="0" width={Math.max(0, share * 100)} height="8" />;
        })}
      </svg>
    </figure>
  );
}
