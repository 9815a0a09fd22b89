/** @file One number of the representation of both runs over training. */
import { useRef } from 'react';
import { type RepresentationMeasure, representationMeasures } from '../../lab/labState.ts';
import { ChartMenu } from '../charts/ChartMenu.tsx';
import { measureHelp, measureNames } from '../charts/measureWords.ts';
import { OverlayChart } from '../charts/OverlayChart.tsx';
import { useLab } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayNow } from './curveWords.ts';
import { provenanceOfPair } from './pairProvenance.ts';
import { pairSpreadTable } from './pairTables.ts';
import { useMeasureCurves } from './usePairCurves.ts';

interface MeasureOverlayProps {
  readonly measure: RepresentationMeasure;
  onChange(measure: RepresentationMeasure): void;
}

export function MeasureOverlay({ measure, onChange }: MeasureOverlayProps) {
  const lab = useLab();
  const figure = useRef<HTMLElement>(null);
  const series = useMeasureCurves(measure);
  return (
    <Panel
      title={measureNames[measure]}
      className="pair-curve"
      actions={
        <span className="chart-actions">
          <select
            className="quiet"
            aria-label="Which number of the representation"
            value={measure}
            onChange={(event) => onChange(event.target.value as RepresentationMeasure)}
          >
            {representationMeasures.map((one) => (
              <option key={one} value={one}>
                {measureNames[one]}
              </option>
            ))}
          </select>
          <ChartMenu
            name={`${measureNames[measure]} of both runs`}
            table={() => pairSpreadTable(lab)}
            figure={figure}
            legend={series}
            provenance={() => provenanceOfPair(lab)}
          />
        </span>
      }
    >
      <OverlayChart
        name={`${measureNames[measure]} of both runs`}
        summary={sayNow(series) ?? measureHelp[measure]}
        series={series}
        note={['What both networks see', 'is measured here', 'while they train.']}
        scale="linear"
        figure={figure}
      />
    </Panel>
  );
}
