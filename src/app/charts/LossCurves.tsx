/** @file The loss itself: each point faint, the debiased moving average bold. */
import { useXAxisScale, useYAxisScale } from 'recharts';
import { useLabState } from '../LabContext.tsx';
import { curvePath } from './curvePath.ts';

export function LossCurves() {
  const points = useLabState((state) => state.loss.points);
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (!x || !y) return null;
  const path = (value: 'raw' | 'smooth') => curvePath(points, (point) => [x(point.step), y(point[value])]);
  return (
    <g fill="none" stroke="var(--loss)" strokeLinejoin="round" data-points={points.length}>
      <path d={path('raw')} strokeOpacity={0.3} />
      <path d={path('smooth')} strokeWidth={2.2} />
    </g>
  );
}
