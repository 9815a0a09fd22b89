/** @file The representation of one side as a picture, at the scale and in the colours of the other’s. */
import { useRef } from 'react';
import type { Side } from '../../lab/pair/pairState.ts';
import type { ProjectionLayout } from '../../workers/projection/protocol.ts';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { ChartMenu } from '../charts/ChartMenu.tsx';
import { LayoutScatter } from '../charts/LayoutScatter.tsx';
import { reachOf } from '../charts/layoutReach.ts';
import { representationTable } from '../charts/tables.ts';
import { Hideable } from '../Hideable.tsx';
import { useLab } from '../LabContext.tsx';
import { PanelBoundary } from '../PanelBoundary.tsx';
import { phaseNames, sayCount } from '../words.ts';
import { sayOwn } from './differenceWords.ts';
import { FreezeButton } from './FreezeButton.tsx';
import { provenanceOfSide } from './pairProvenance.ts';
import { SideMark } from './SideMark.tsx';
import { stateOfSide } from './sideState.ts';
import { sideLetters } from './sides.ts';
import { useDifferences } from './useDifferences.ts';
import { useLookedAt } from './useLookedAt.ts';
import { usePair, useSide, useSides } from './useSides.ts';

type Method = ProjectionLayout['method'];

interface SidePictureProps {
  readonly side: Side;
  readonly method: Method;
  /** The colour of each point */
  readonly buckets: Uint8Array;
}

export function SidePicture({ side, method, buckets }: SidePictureProps) {
  const lab = useLab();
  const figure = useRef<HTMLElement>(null);
  const layouts = useLayouts(method);
  const layout = layouts[side];
  const isFrozen = usePair((pair) => pair.frozen === side);
  const { experiments, keys } = useDifferences();
  const name = `Run ${sideLetters[side]}`;
  const reach = Math.max(...[layouts.a, layouts.b].map((one) => (one ? reachOf(one) : 0)));
  const table = () => representationTable(stateOfSide(lab, side).representation.history.records);
  return (
    <section className="panel pair-picture" aria-label={name} data-side={side} data-frozen={isFrozen || undefined}>
      <header className="panel-header">
        <h3>
          <SideMark side={side} /> <span className="visually-hidden">{name}</span>
          <span className="side-settings">{sayOwn(keys, experiments[side])}</span>
        </h3>
        <span className="chart-actions">
          <Hideable id="freeze">
            <FreezeButton side={side} />
          </Hideable>
          <ChartMenu
            name={`Representation of run ${sideLetters[side]}`}
            table={table}
            figure={figure}
            provenance={() => provenanceOfSide(lab, side)}
          />
        </span>
      </header>
      <PanelBoundary name={name}>
        <ChartFigure
          ref={figure}
          name={`${name}: embeddings of held-out observations, ${method === 'tsne' ? 't-SNE' : 'PCA'}`}
          summary={useSummary(side, layout)}
        >
          {(size) =>
            layout ? (
              <LayoutScatter points={layout.points} buckets={buckets} reach={reach} size={size} />
            ) : (
              <p className="empty-chart">
                Train, and observations that run {sideLetters[side]} has not trained on become points here, near each
                other where its network sees them alike.
              </p>
            )
          }
        </ChartFigure>
      </PanelBoundary>
    </section>
  );
}

/** The pictures of one time. */
function useLayouts(method: Method) {
  const step = useLookedAt();
  const representation = useSides((state) => state.representation);
  const layoutOf = (side: Side) => {
    const { layouts, album } = representation[side];
    return (step === null ? layouts[method] : album?.nearest(method, step)) ?? null;
  };
  return { a: layoutOf('a'), b: layoutOf('b') };
}

function useSummary(side: Side, layout: ProjectionLayout | null): string {
  const phase = useSide(side, ({ run }) => run?.phase ?? null);
  const recorded = useSide(side, (state) => state.recorded?.name ?? null);
  const evaluation = useSide(side, (state) => state.progress.evaluation);
  const trying = evaluation ? `, evaluating ${evaluation[0]}/${evaluation[1]}` : '';
  const standing = recorded ? `Recorded: ${recorded}` : phase ? `${phaseNames[phase]}${trying}` : 'Ready';
  if (!layout) return standing;
  return `${standing} · step ${sayCount(layout.step)}, ${layout.points.length / 2} held-out observations`;
}
