/** @file One number of the action over the chunk: its noise, and where one call and many carry it. */
import type { Trace } from '../../workers/inspection/protocol.ts';
import { useSize } from '../useSize.ts';
import { apartness, dimensionOf } from './chunk.ts';
import { stateAt } from './travel.ts';

interface ChunkFigureProps {
  readonly name: string;
  readonly dimension: number;
  readonly actionSize: number;
  readonly trace: Trace;
  /** τ of the states on the way */
  readonly time: number;
}

/** Half of the height, in normalised units; noise beyond it is cut off */
const reach = 2;

export function ChunkFigure({ name, dimension, actionSize, trace, time }: ChunkFigureProps) {
  const [ref, size] = useSize<HTMLDivElement>();
  const curve = (chunk: ArrayLike<number>) => dimensionOf(chunk, actionSize, dimension);
  const [one, many] = [curve(trace.oneStep), curve(trace.path.slice(-trace.noise.length))];
  const onTheWay = stateAt(trace, time);
  const { mean } = apartness(one, many);
  return (
    <div className="chunk-figure">
      <p>
        <strong>{name}</strong> <span className="faint">apart {mean.toFixed(2)}</span>
      </p>
      <div className="chunk-area" ref={ref}>
        {size && size.height > 0 && (
          <svg width={size.width} height={size.height} aria-hidden="true">
            <path className="axes" d={`M0 ${size.height / 2}H${size.width}`} />
            <path
              className="chunk-limits"
              d={`M0 ${top(1, size.height)}H${size.width}M0 ${top(-1, size.height)}H${size.width}`}
            />
            <path className="chunk-noise" d={path(curve(trace.noise), size)} />
            <path className="on-the-way many-steps" d={path(curve(onTheWay.manySteps), size)} />
            <path className="on-the-way one-step" d={path(curve(onTheWay.oneStep), size)} />
            <path className="chunk-landing many-steps" d={path(many, size)} />
            <path className="chunk-landing one-step" d={path(one, size)} />
          </svg>
        )}
      </div>
    </div>
  );
}

const top = (value: number, height: number) => (height / 2) * (1 - value / reach);

/** From edge to edge; a chunk of one action is a level line. */
function path(values: readonly number[], { width, height }: { width: number; height: number }): string {
  const points = values.length === 1 ? [values[0], values[0]] : values;
  const [inset, last] = [5, points.length - 1];
  return points
    .map((value, i) => {
      const x = inset + ((width - 2 * inset) * i) / last;
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${top(value, height).toFixed(1)}`;
    })
    .join('');
}
