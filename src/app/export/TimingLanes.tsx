/** @file Inference above lateness, step by step, missed deadlines marked below, and a line where the robot stands. */
import { memo } from 'react';
import type { LoggedEpisode, OpenedLog } from '../../workers/deployment/protocol.ts';
import { linearAxis } from '../charts/axes.ts';
import type { Size } from '../useSize.ts';
import { sayNumber } from '../words.ts';
import { highestOfEach } from './highestOfEach.ts';

interface TimingLanesProps {
  readonly log: OpenedLog;
  readonly episode: LoggedEpisode;
  /** The step that the scene shows; null where it shows another thing */
  readonly at: number | null;
  readonly size: Size;
}

const left = 40;
const right = 8;
const gap = 16;
const foot = 18;

export function TimingLanes({ log, episode, at, size }: TimingLanesProps) {
  const width = size.width - left - right;
  const x = at === null ? null : left + (width * at) / Math.max(1, episode.count - 1);
  return (
    <svg className="timing-lanes" width={size.width} height={size.height} aria-hidden="true" data-at={at ?? undefined}>
      <Lanes log={log} episode={episode} width={width} height={size.height} />
      {x !== null && <path className="timing-cursor" d={`M${x} 0V${size.height - foot + 8}`} />}
    </svg>
  );
}

interface LanesProps extends Pick<TimingLanesProps, 'log' | 'episode'> {
  readonly width: number;
  readonly height: number;
}

/** Apart from the line, which moves with every pose. */
const Lanes = memo(function Lanes({ log, episode, width, height }: LanesProps) {
  const { first, count } = episode;
  const lane = (height - foot - gap) / 2;
  const columns = Math.max(1, Math.min(count, Math.floor(width)));
  const part = (values: Float64Array | Uint8Array) => highestOfEach(values.subarray(first, first + count), columns);
  const lanes = [
    { name: 'inference', values: part(log.inferenceMs), top: 0 },
    { name: 'lateness', values: part(log.latenessMs), top: lane + gap },
  ];
  const missed = part(log.missed);
  const xOf = (column: number) => left + (width * column) / Math.max(1, columns - 1);
  return (
    <>
      {lanes.map(({ name, values, top }) => (
        <Lane key={name} name={name} values={values} top={top} height={lane} width={width} xOf={xOf} />
      ))}
      <path
        className="missed-marks"
        d={missed.flatMap((value, i) => (value > 0 ? [`M${xOf(i)} ${height - foot + 2}v8`] : [])).join('')}
      />
    </>
  );
});

interface LaneProps {
  readonly name: string;
  readonly values: readonly number[];
  readonly top: number;
  readonly height: number;
  readonly width: number;
  xOf(column: number): number;
}

function Lane({ name, values, top, height, width, xOf }: LaneProps) {
  const known = values.filter(Number.isFinite);
  const { domain } = linearAxis(0, Math.max(0, ...known));
  const bottom = top + height;
  const bars = values.flatMap((value, i) =>
    value > 0 ? [`M${xOf(i)} ${bottom}V${bottom - (height - 12) * Math.min(1, value / domain[1])}`] : [],
  );
  return (
    <g className="timing-lane" data-lane={name}>
      <path className="grid" d={`M${left} ${top + 12}h${width}`} />
      <path className="axis" d={`M${left} ${bottom}h${width}`} />
      <path className="bars" d={bars.join('')} />
      <text x={left} y={top + 9}>
        {name}
      </text>
      <text x={left - 5} y={top + 15} textAnchor="end">
        {sayNumber(domain[1])}
      </text>
      <text x={left - 5} y={bottom} textAnchor="end">
        0
      </text>
    </g>
  );
}
