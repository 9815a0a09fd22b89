/** @file The representation of held-out observations: pictures of it, and what is measured of it with its history. */
import { type RefObject, useMemo, useRef, useState } from 'react';
import type { RepresentationMeasure } from '../../lab/labState.ts';
import { Segmented } from '../kit/Segmented.tsx';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { ChartFigure } from './ChartFigure.tsx';
import { ChartMenu } from './ChartMenu.tsx';
import { DispersionNumbers } from './DispersionNumbers.tsx';
import { LayoutFigure } from './LayoutFigure.tsx';
import { MeasurePlot, readMeasure } from './MeasurePlot.tsx';
import { measureHelp, measureNames } from './measureWords.ts';
import type { ReadStep } from './reading.ts';
import { DistanceFigure, SpectrumFigure } from './SpreadFigures.tsx';
import { countedIn, useStepUnit } from './stepColumn.ts';
import { distanceTable, representationTable, spectrumTable } from './tables.ts';
import { type ChosenColoring, useColoring } from './useColoring.ts';
import { useLastStep } from './useLastStep.ts';

type Picture = 'tsne' | 'pca' | 'spectrum' | 'distances';

const pictures = [
  { value: 'tsne', label: 't-SNE' },
  { value: 'pca', label: 'PCA' },
  { value: 'spectrum', label: 'Spectrum' },
  { value: 'distances', label: 'Distances' },
] as const;

/** A picture’s own data; the numbers of the panel where a picture of points has none. */
const tables = {
  tsne: representationTable,
  pca: representationTable,
  spectrum: spectrumTable,
  distances: distanceTable,
};

export function RepresentationPanel() {
  const [picture, setPicture] = useState<Picture>('tsne');
  const [measure, setMeasure] = useState<RepresentationMeasure | null>(null);
  const figure = useRef<HTMLElement>(null);
  const { history } = useLabState((state) => state.representation);
  const lastStep = useLastStep();
  // Held here, so that the colours stay chosen while another picture is looked at.
  const coloring = useColoring();
  const unit = useStepUnit();
  const table = measure ? representationTable : tables[picture];
  const choose = (next: Picture) => {
    setPicture(next);
    setMeasure(null);
  };
  return (
    <Panel
      title="Representation"
      className="representation"
      actions={
        <ChartMenu name="Representation" table={() => countedIn(unit, table(history.records))} figure={figure} />
      }
    >
      <div className="picture-controls">
        {/* While a number is shown large, none of the pictures is chosen. */}
        <Segmented<Picture | ''>
          label="Picture"
          options={pictures}
          value={measure ? '' : picture}
          onChange={(next) => next && choose(next)}
        />
      </div>
      {measure ? (
        <MeasureFigure measure={measure} lastStep={lastStep} figure={figure} />
      ) : (
        <PictureFigure picture={picture} figure={figure} coloring={coloring} />
      )}
      <DispersionNumbers history={history} lastStep={lastStep} shown={measure} onShow={setMeasure} />
    </Panel>
  );
}

interface FigureProps {
  readonly figure: RefObject<HTMLElement | null>;
}

function PictureFigure({ picture, figure, coloring }: FigureProps & { picture: Picture; coloring: ChosenColoring }) {
  if (picture === 'spectrum') return <SpectrumFigure figure={figure} />;
  if (picture === 'distances') return <DistanceFigure figure={figure} />;
  return <LayoutFigure method={picture} figure={figure} coloring={coloring} />;
}

function MeasureFigure({
  measure,
  lastStep,
  figure,
}: FigureProps & { measure: RepresentationMeasure; lastStep: number }) {
  const { history } = useLabState((state) => state.representation);
  const unit = useStepUnit();
  const series = history.series?.[measure];
  const read = useMemo<ReadStep>(
    () => (step) => (series ? readMeasure(measure, series, step) : null),
    [measure, series],
  );
  return (
    <ChartFigure
      ref={figure}
      name={`${measureNames[measure]} over ${unit}`}
      summary={`${measureNames[measure]}. ${measureHelp[measure]}`}
      read={read}
    >
      {(size) => <MeasurePlot {...{ measure, history, lastStep, size }} />}
    </ChartFigure>
  );
}
