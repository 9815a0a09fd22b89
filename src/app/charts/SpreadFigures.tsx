/** @file The spectrum and the pairwise distances of the representation, each with what it says. */
import type { RefObject } from 'react';
import { dispersionGrowth } from '../../core/experiment/dispersionGrowth.ts';
import { lossScale } from '../../core/experiment/dispersionScale.ts';
import { sayCount } from '../words.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { DistancePlot } from './DistancePlot.tsx';
import { SpectrumPlot } from './SpectrumPlot.tsx';
import { sayDistances, sayGrowth, saySpectrum } from './spreadSayings.ts';
import { type ShownSpread, useShownSpread } from './useShownSpread.ts';

interface FigureProps {
  readonly figure: RefObject<HTMLElement | null>;
}

const notYet = 'Measured on observations that the policy has not trained on, as soon as there is a run.';
const notThen = 'This record was made before the lab measured it.';

export function SpectrumFigure({ figure }: FigureProps) {
  const { first, shown } = useShownSpread();
  return (
    <>
      <ChartFigure
        ref={figure}
        name="Spectrum: variance of the embedding along each direction"
        summary={shown?.variances ? saySpectrum(shown.step, shown.variances) : 'Variance along each direction'}
      >
        {(size) =>
          shown?.variances ? (
            <SpectrumPlot shown={shown} first={first} size={size} />
          ) : (
            <p className="empty-chart">{shown ? notThen : notYet}</p>
          )
        }
      </ChartFigure>
      <p className="help">
        {first && shown && first !== shown
          ? `Faint: step ${sayCount(first.step)}. The same curve further up is norm; a flatter one is spread.`
          : 'Variances, largest first. Flat: every direction is used. Steep: few are.'}
      </p>
    </>
  );
}

export function DistanceFigure({ figure }: FigureProps) {
  const { first, shown, experiment } = useShownSpread();
  const scale = experiment && lossScale(experiment);
  const hasFirst = first !== shown;
  return (
    <>
      <ChartFigure
        ref={figure}
        name="Distances between the embeddings of all pairs of observations"
        summary={shown ? sayDistances(shown.step, shown.meanDistance, scale) : 'Distances between all pairs'}
      >
        {(size) =>
          shown?.distances ? (
            <DistancePlot
              shown={shown.distances}
              first={(hasFirst && first?.distances) || null}
              scale={scale}
              size={size}
            />
          ) : (
            <p className="empty-chart">{shown ? notThen : notYet}</p>
          )
        }
      </ChartFigure>
      <p className="help" data-testid="growth">
        {sayStanding({ first, shown })}
      </p>
    </>
  );
}

function sayStanding({ first, shown }: Pick<ShownSpread, 'first' | 'shown'>): string {
  const growth = first && shown && first !== shown ? dispersionGrowth(first, shown) : null;
  if (first && growth) return `${sayGrowth(first.step, growth)} Outline: then.`;
  return 'A loss that only makes embeddings longer moves all of them to the right, and separates nothing.';
}
