/** @file A loss of both runs over training. */
import { useRef, useState } from 'react';
import type { LossKind } from '../../lab/labState.ts';
import { ChartMenu } from '../charts/ChartMenu.tsx';
import { LossPicker } from '../charts/LossPicker.tsx';
import { lossHelp, lossNames } from '../charts/lossWords.ts';
import { OverlayChart } from '../charts/OverlayChart.tsx';
import { useLab } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayNow } from './curveWords.ts';
import { provenanceOfPair } from './pairProvenance.ts';
import { pairLossTable } from './pairTables.ts';
import { useLossCurves } from './usePairCurves.ts';

export function LossOverlay() {
  const lab = useLab();
  const [kind, setKind] = useState<LossKind>('velocityLoss');
  const figure = useRef<HTMLElement>(null);
  const series = useLossCurves(kind);
  // A dispersive loss may be below 0.
  const isPositive = kind === 'velocityLoss';
  return (
    <Panel
      title={lossNames[kind]}
      className="pair-curve"
      actions={
        <span className="chart-actions">
          <LossPicker kind={kind} onChange={setKind} />
          <ChartMenu
            name={`${lossNames[kind]} of both runs`}
            table={() => pairLossTable(lab, kind)}
            figure={figure}
            legend={series}
            provenance={() => provenanceOfPair(lab)}
          />
        </span>
      }
    >
      <OverlayChart
        name={`${lossNames[kind]} of both runs`}
        summary={sayNow(series) ?? lossHelp[kind]}
        series={series}
        note={['The losses of A and B', 'are drawn here,', 'bold their moving averages.']}
        scale={isPositive ? 'logarithmic' : 'linear'}
        figure={figure}
      />
    </Panel>
  );
}
