/** @file What is measured of the representation: each number, now or at the cursor, beside its history. */
import { type MeasureChart, type RepresentationMeasure, representationMeasures } from '../../lab/labState.ts';
import { StepSeries } from '../../lab/stepSeries.ts';
import { sayNumber } from '../words.ts';
import { measureHelp, measureLimits, measureNames } from './measureWords.ts';
import { Sparkline } from './Sparkline.tsx';
import { useStepView } from './stepCursor.ts';

interface DispersionNumbersProps {
  readonly history: MeasureChart;
  readonly lastStep: number;
  /** The measure that is shown large */
  readonly shown: RepresentationMeasure | null;
  onShow(measure: RepresentationMeasure | null): void;
}

const nothing = new StepSeries();

export function DispersionNumbers({ history, lastStep, shown, onShow }: DispersionNumbersProps) {
  return (
    <ul className="dispersion" aria-label="Numbers of the representation">
      {representationMeasures.map((measure) => {
        const series = history.series?.[measure] ?? nothing;
        return (
          <li key={measure}>
            <button
              type="button"
              aria-pressed={shown === measure}
              title={`${measureHelp[measure]} Press to see it large.`}
              onClick={() => onShow(shown === measure ? null : measure)}
            >
              <span>{measureNames[measure]}</span>
              <Sparkline series={series} count={series.length} lastStep={lastStep} limits={measureLimits[measure]} />
              <MeasureNow measure={measure} series={series} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function MeasureNow({ measure, series }: { measure: RepresentationMeasure; series: StepSeries }) {
  const cursor = useStepView((view) => view.cursor);
  const index = cursor === null ? series.length - 1 : series.nearest(cursor);
  return (
    <span className="dispersion-number" data-testid={measure}>
      {index < 0 ? '–' : sayNumber(series.value(index))}
    </span>
  );
}
