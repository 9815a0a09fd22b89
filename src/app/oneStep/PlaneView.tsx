/** @file One step of a two-number action: the plane, beside its numbers and what they mean. */
import { useId, useMemo } from 'react';
import type { InspectedPolicy } from '../../workers/inspection/protocol.ts';
import { dimensionNames } from './dimensionNames.ts';
import { Explanation } from './Explanation.tsx';
import { LandingTable } from './LandingTable.tsx';
import { PlaneFigure } from './PlaneFigure.tsx';
import { TimeSlider } from './TimeSlider.tsx';
import { useInspector } from './useInspector.ts';
import { isEnough, judgeCloud, sayVerdict } from './verdict.ts';

export function PlaneView({ policy }: { policy: InspectedPolicy }) {
  const trace = useInspector((state) => state.trace);
  const cloud = useInspector((state) => state.cloud);
  const verdict = useMemo(() => cloud && judgeCloud(cloud), [cloud]);
  const names = dimensionNames(policy.scene, policy.actionSize);
  const id = useId();
  const isPlane = trace?.noise.length === 2;
  return (
    <div className="one-step-body planar">
      <div className="one-step-figure">
        <PlaneFigure names={names} describedBy={id} />
        <TimeSlider />
      </div>
      <div className="one-step-words">
        <p id={id} className="verdict" data-testid="verdict">
          {verdict ? sayVerdict(verdict) : 'The robot has not been seen yet.'}
        </p>
        {isPlane && <LandingTable trace={trace} names={names} />}
        <PlaneLegend />
        <Explanation isEnough={verdict && isEnough(verdict)} />
      </div>
    </div>
  );
}

function PlaneLegend() {
  return (
    <ul className="plane-legend">
      <li>
        <svg width="22" height="12" aria-hidden="true">
          <path className="field" d="M2 6H18M18 6l-4 -3M18 6l-4 3" />
        </svg>
        −v: where a small step goes
      </li>
      <li className="one-step">
        <svg width="22" height="12" aria-hidden="true">
          <path className="cloud dots" d="M5 6h0M12 4h0M18 8h0" />
        </svg>
        1 step, many noises
      </li>
      <li className="many-steps">
        <svg width="22" height="12" aria-hidden="true">
          <path className="cloud" d="M2 4l5 5m-5 0l5 -5M12 3l5 5m-5 0l5 -5" />
        </svg>
        32 steps, the same noises
      </li>
      <li>
        <svg width="22" height="12" aria-hidden="true">
          <rect className="action-limits" x="4" y="1" width="12" height="10" />
        </svg>
        range of the demonstrations
      </li>
    </ul>
  );
}
