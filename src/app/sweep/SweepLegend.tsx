/** @file Which mark is which number of denoising steps. */
import type { PlacedSeries } from '../../core/experiment/sweep/figureLayout.ts';
import { dashOf, markerPath } from '../../core/experiment/sweep/figureSvg.ts';
import { styleColor } from './sweepStyles.ts';

export function SweepLegend({ series }: { series: readonly PlacedSeries[] }) {
  if (series.length < 2) return null;
  return (
    <ul className="sweep-legend">
      {series.map((one) => (
        <li key={one.name}>
          <svg width="34" height="12" aria-hidden="true">
            <path d="M1 6h32" stroke={styleColor(one.style)} strokeWidth="2" strokeDasharray={dashOf(one)} />
            <path d={markerPath(17, 6, one)} fill={styleColor(one.style)} />
          </svg>
          {one.name}
        </li>
      ))}
    </ul>
  );
}
