/** @file Draws the layout of a sweep's figure: panels, axes, lines over means, bars, and a dot a seed. */
import { memo } from 'react';
import type { FigureLayout, PlacedPanel, PlacedSeries } from '../../core/experiment/sweep/figureLayout.ts';
import { barPath, dashOf, markerPath } from '../../core/experiment/sweep/figureSvg.ts';
import { styleColor } from './sweepStyles.ts';

export const SweepPlot = memo(function SweepPlot({ layout }: { layout: FigureLayout }) {
  const { width, height, panels, xLabel } = layout;
  return (
    <svg className="sweep-plot" width={width} height={height} aria-hidden="true">
      {panels.map((panel) => (
        <g key={panel.title}>
          <Frame panel={panel} xLabel={xLabel} />
          {panel.series.map((series) => (
            <Series key={series.name} series={series} />
          ))}
        </g>
      ))}
    </svg>
  );
});

function Frame({ panel, xLabel }: { panel: PlacedPanel; xLabel: string }) {
  const { left, top, width, height, title } = panel;
  const bottom = top + height;
  return (
    <g className="plot-frame">
      {title && (
        <text className="panel-title" x={left} y={top - 6}>
          {title}
        </text>
      )}
      {panel.yTicks.map(({ text, at }) => (
        <g key={text}>
          <path className="grid" d={`M${left} ${at}h${width}`} />
          {panel.isFirst && (
            <text x={left - 7} y={at} dy="0.32em" textAnchor="end">
              {text}
            </text>
          )}
        </g>
      ))}
      {panel.xTicks.map(({ text, at }) => (
        <text key={text} x={at} y={bottom + 16} textAnchor="middle">
          {text}
        </text>
      ))}
      <text x={left + width / 2} y={bottom + 32} textAnchor="middle">
        {xLabel}
      </text>
    </g>
  );
}

function Series({ series }: { series: PlacedSeries }) {
  const { points } = series;
  const color = styleColor(series.style);
  return (
    <g className="sweep-series" data-points={points.length}>
      <path
        fill="none"
        stroke={color}
        strokeWidth="2"
        strokeDasharray={dashOf(series)}
        d={points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')}
      />
      {points.map(({ x, bar, seeds, said }) => (
        <g key={said}>
          {bar && <path fill="none" stroke={color} strokeWidth="1.5" d={barPath(x, bar)} />}
          {seeds.map((at, seed) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: seeds have no other name here
            <circle key={seed} cx={at.x} cy={at.y} r="2.2" fill={color} fillOpacity="0.65" />
          ))}
        </g>
      ))}
      {points.map(({ x, y, said }) => (
        <path key={said} d={markerPath(x, y, series)} fill={color}>
          <title>{said}</title>
        </path>
      ))}
    </g>
  );
}
