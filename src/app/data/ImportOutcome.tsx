/** @file What came of a file: how much it holds and what is odd in it, or why nothing was imported. */
import type { ImportOutcome as Outcome } from '../../lab/dataShelf.ts';
import type { OwnSet } from '../../lab/ownSets.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';
import { sayCount, sayDuration, sayNumber } from '../words.ts';

export function ImportOutcome({ outcome }: { outcome: Outcome }) {
  if (outcome.kind === 'reading') {
    return (
      <p className="import-outcome" role="status">
        Reading {outcome.fileName}…
      </p>
    );
  }
  if (outcome.kind === 'refused') {
    return (
      <p className="import-outcome" data-kind="refused" role="alert">
        {outcome.problem}
      </p>
    );
  }
  return <Report set={outcome.set} isNew={outcome.isNew} />;
}

function Report({ set, isNew }: { set: OwnSet; isNew: boolean }) {
  const { summary, fileName } = set;
  const title = useLabState((state) => state.scenes.find(({ id }) => id === set.scene)?.title ?? set.scene);
  return (
    <section className="import-outcome" data-kind="read" aria-label={`What ${fileName} holds`}>
      <p role="status">
        {isNew ? `${fileName} is ready to train on, in ${title}.` : `${fileName} is here already, in ${title}.`}
      </p>
      <dl>
        <Fact
          name="Episodes"
          value={`${sayCount(summary.episodes)}, of ${sayRange(summary.shortest, summary.longest)} steps`}
        />
        <Fact
          name="Transitions"
          value={`${sayCount(summary.transitions)}, ${sayDuration(summary.seconds)} of robot time`}
        />
        {summary.successes !== null && (
          <Fact name="Successes" value={`${sayCount(summary.successes)} of ${sayCount(summary.episodes)}`} />
        )}
        {summary.meanReturn !== null && <Fact name="Mean return" value={sayNumber(summary.meanReturn)} />}
        <Fact
          name="Actions"
          value={summary.actions
            .map(({ low, high }, i) => `[${i}] ${sayNumber(low)} to ${sayNumber(high)}`)
            .join(' · ')}
        />
      </dl>
      {summary.warnings.length > 0 && (
        <ul className="warnings" aria-label="Warnings">
          {summary.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      <UseButton set={set} />
    </section>
  );
}

/** Puts the set, and its scene, into the form. */
function UseButton({ set }: { set: OwnSet }) {
  const lab = useLab();
  const { experiment } = useDraft();
  const isUsed = experiment.scene === set.scene && experiment.demonstrations === set.id;
  if (isUsed) return <p className="faint">The next run trains on it.</p>;
  return (
    <button
      type="button"
      className="primary"
      onClick={() => {
        if (experiment.scene !== set.scene) lab.edit('scene', set.scene);
        lab.edit('demonstrations', set.id);
        lab.data.show(false);
      }}
    >
      Train on it
    </button>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const sayRange = (low: number, high: number) =>
  low === high ? sayCount(low) : `${sayCount(low)} to ${sayCount(high)}`;
