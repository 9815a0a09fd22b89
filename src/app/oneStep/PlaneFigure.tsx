/** @file The plane of a two-number action: the field, one noise carried through it, and where many land. */
import { memo, useMemo } from 'react';
import type { Cloud, Field, Trace } from '../../workers/inspection/protocol.ts';
import { useSize } from '../useSize.ts';
import { NoiseHandle } from './NoiseHandle.tsx';
import { arrowPath, crossesPath, dotsPath, fieldPath, linePath, type PlaneScale, planeScale } from './planeScale.ts';
import { stateAt } from './travel.ts';
import { useInspector } from './useInspector.ts';

export function PlaneFigure({ names, describedBy }: { names: readonly string[]; describedBy: string }) {
  const [ref, size] = useSize<HTMLDivElement>();
  const side = size ? Math.min(size.width, size.height) : 0;
  // The same scale for the same size, so that what did not change is not drawn again.
  const scale = useMemo(() => planeScale(side), [side]);
  return (
    <div className="plane-area" ref={ref}>
      {side > 0 && <Plane scale={scale} names={names} describedBy={describedBy} />}
    </div>
  );
}

interface PlaneProps {
  readonly scale: PlaneScale;
  readonly names: readonly string[];
  readonly describedBy: string;
}

function Plane({ scale, names, describedBy }: PlaneProps) {
  const { side } = scale;
  const field = useInspector((state) => state.field);
  const cloud = useInspector((state) => state.cloud);
  const trace = useInspector((state) => state.trace);
  const observation = useInspector((state) => state.observation);
  const [low, high] = [scale.x(-1), scale.x(1)];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no picture file
    <div className="plane" role="group" aria-label="The plane of actions" aria-describedby={describedBy}>
      <svg
        width={side}
        height={side}
        data-testid="plane"
        data-observation={observation?.join(' ')}
        data-noise={trace?.noise.join(' ')}
        data-landings={trace && [...trace.oneStep, ...trace.path.slice(-2)].join(' ')}
        aria-hidden="true"
      >
        <rect className="action-limits" x={low} y={low} width={high - low} height={high - low} rx="2" />
        <path className="axes" d={`M0 ${side / 2}H${side}M${side / 2} 0V${side}`} />
        {field && <FieldArrows scale={scale} field={field} />}
        {cloud && <Landings scale={scale} cloud={cloud} />}
        {trace && <Carried scale={scale} trace={trace} />}
        <text className="axis-name" x={side - 4} y={side / 2 - 5} textAnchor="end">
          {names[0]} →
        </text>
        <text className="axis-name" x={side / 2 + 5} y={13}>
          {names[1]} ↑
        </text>
      </svg>
      <NoiseHandle scale={scale} names={names} />
    </div>
  );
}

const FieldArrows = memo(function FieldArrows({ scale, field }: { scale: PlaneScale; field: Field }) {
  return <path className="field" data-testid="field" data-time={field.time} d={fieldPath(scale, field)} />;
});

const Landings = memo(function Landings({ scale, cloud }: { scale: PlaneScale; cloud: Cloud }) {
  return (
    <g data-testid="cloud">
      <path className="cloud many-steps" d={crossesPath(scale, cloud.manySteps, 2.6)} />
      <path className="cloud dots one-step" d={dotsPath(scale, cloud.oneStep)} />
    </g>
  );
});

/** The straight arrow of one call, the curve of many, and where both are at the slider's time. */
function Carried({ scale, trace }: { scale: PlaneScale; trace: Trace }) {
  const time = useInspector((state) => state.time);
  const [fromX, fromY] = [scale.x(trace.noise[0]), scale.y(trace.noise[1])];
  const [toX, toY] = [scale.x(trace.oneStep[0]), scale.y(trace.oneStep[1])];
  const [endX, endY] = trace.path.slice(-2);
  const { oneStep, manySteps } = stateAt(trace, time);
  return (
    <g data-testid="carried">
      <path className="small-steps many-steps" d={linePath(scale, trace.path)} />
      <path className="leap one-step" d={arrowPath(fromX, fromY, toX, toY, 10)} />
      <rect className="landing many-steps" x={scale.x(endX) - 5} y={scale.y(endY) - 5} width="10" height="10" />
      <circle className="landing one-step" cx={toX} cy={toY} r="5" />
      <circle className="traveller many-steps" cx={scale.x(manySteps[0])} cy={scale.y(manySteps[1])} r="4" />
      <circle className="traveller one-step" cx={scale.x(oneStep[0])} cy={scale.y(oneStep[1])} r="4" />
    </g>
  );
}
