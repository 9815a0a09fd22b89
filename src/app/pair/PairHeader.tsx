/** @file The difference of the two runs in one line, and what sets it. */
import { Hideable } from '../Hideable.tsx';
import { Popover } from '../kit/Popover.tsx';
import { useDisplay, useLab } from '../LabContext.tsx';
import { labelOf, sayDifferences } from './differenceWords.ts';
import { RivalEditor } from './RivalEditor.tsx';
import { SideMark } from './SideMark.tsx';
import { type Differences, useDifferences } from './useDifferences.ts';
import { usePair } from './useSides.ts';
import { useSwap } from './useSwap.ts';

export function PairHeader() {
  const lab = useLab();
  const differences = useDifferences();
  const isEmbedded = useDisplay((display) => display.mode === 'embed');
  const swap = useSwap();
  const isOpen = usePair((pair) => pair.isOpen);
  const leave = () => {
    void lab.office.attempt(lab.pair.leave());
    lab.office.announce('Run B was put away.');
  };
  return (
    <header className="pair-header">
      <h2 className="visually-hidden">Two runs, side by side</h2>
      <DifferenceLine {...differences} />
      <div className="pair-tools">
        <Hideable id="experiment">
          <Popover
            title="What the two runs differ in"
            align="end"
            className="rival-popover"
            trigger={
              <button type="button" className="primary">
                Set the difference
              </button>
            }
          >
            <RivalEditor />
          </Popover>
          <button type="button" disabled={swap === null} title="Exchange what A and B set" onClick={swap ?? undefined}>
            ⇄ Swap
          </button>
        </Hideable>
        {isOpen && (
          <button type="button" title="Run B is kept under Runs; run A goes on alone" onClick={leave}>
            Put B away
          </button>
        )}
        {!isEmbedded && (
          <button type="button" onClick={() => lab.display.setView('runs')}>
            All runs
          </button>
        )}
      </div>
    </header>
  );
}

function DifferenceLine({ keys, experiments, waiting }: Differences) {
  const said = sayDifferences(keys, experiments.a, experiments.b);
  return (
    <p className="pair-difference" title={said.join('\n')}>
      <span className="pair-sides">
        <SideMark side="a" /> → <SideMark side="b" />
      </span>
      <strong data-testid="pair-difference">
        {said.length > 0 ? said.join('; ') : 'No difference yet: B has all settings of A'}
      </strong>
      {waiting.length > 0 && (
        <span className="pair-waiting" role="note">
          Changed since: {waiting.map(labelOf).join(', ')}. Reset applies it.
        </span>
      )}
    </p>
  );
}
