/** @file One run looked at closely: its name, note and colour, what it was made with, and what can be done with it. */
import { useMemo } from 'react';
import { differingSettings, resolveExperiment, settingsOfScene } from '../../core/experiment/experiment.ts';
import { type KeptRun, runColours } from '../../core/experiment/keptRun.ts';
import { findSetting } from '../../core/experiment/settings.ts';
import { standingOf } from '../../lab/runs/runsState.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { CloseIcon } from '../kit/icons.tsx';
import { useLabState } from '../LabContext.tsx';
import { backendNames, sayCount, sayDuration } from '../words.ts';
import { KeptText } from './KeptText.tsx';
import { useRunActions } from './RunActions.tsx';
import { RunParentage } from './RunParentage.tsx';
import { useRuns, useShelf } from './useRuns.ts';

interface RunDetailsProps {
  readonly run: KeptRun;
  /** There is no room beside the list */
  readonly isNarrow: boolean;
  onClose(): void;
  /** Looks at another run. */
  onSelect(id: string): void;
  /** Shows the runs that are chosen to be compared, by a measure. */
  onCompare(measure: string): void;
}

export function RunDetails({ isNarrow, ...props }: RunDetailsProps) {
  const { run, onClose } = props;
  if (isNarrow) {
    return (
      <Dialog isOpen onClose={onClose} title={run.name} className="run-dialog">
        <Details {...props} />
      </Dialog>
    );
  }
  return (
    <section className="run-details" aria-label={`About ${run.name}`}>
      <header className="run-details-header">
        <h3>{run.name}</h3>
        <IconButton label="Close" icon={<CloseIcon />} onClick={onClose} />
      </header>
      <Details {...props} />
    </section>
  );
}

function Details({ run, onClose, onSelect, onCompare }: Omit<RunDetailsProps, 'isNarrow'>) {
  const shelf = useShelf();
  const { main, others } = useRunActions(run);
  const isReadOnly = useRuns((state) => standingOf(run, state) === 'elsewhere');
  const actions = [main, ...others.filter((item) => item !== 'separator')];
  return (
    <div className="run-details-body">
      {isReadOnly && <p className="help">Another tab has this run open, so it can only be read here.</p>}
      {run.message && <p className="run-message">{run.message}</p>}
      <KeptText label="Name" text={run.name} isDisabled={isReadOnly} onKeep={(name) => shelf.rename(run.id, name)} />
      <KeptText
        label="Note"
        text={run.note}
        isLong
        isDisabled={isReadOnly}
        onKeep={(note) => shelf.annotate(run.id, note)}
      />
      <ColourChoice run={run} isDisabled={isReadOnly} />
      <div className="run-details-actions">
        {actions.map(({ label, isDisabled, isDangerous, onSelect }, i) => (
          <button
            key={label}
            type="button"
            className={i === 0 ? 'primary' : isDangerous ? 'danger' : ''}
            disabled={isDisabled}
            onClick={() => {
              onSelect();
              if (isDangerous) onClose();
            }}
          >
            {label}
          </button>
        ))}
      </div>
      {run.origin.parent && (
        <RunParentage run={run} parent={run.origin.parent} onSelect={onSelect} onCompare={onCompare} />
      )}
      <Settings run={run} />
      <Origin run={run} />
    </div>
  );
}

function ColourChoice({ run, isDisabled }: { run: KeptRun; isDisabled: boolean }) {
  const shelf = useShelf();
  return (
    <fieldset className="run-colours" disabled={isDisabled}>
      <legend>Colour</legend>
      {Array.from({ length: runColours }, (_, colour) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a colour is its index
        <label key={colour} style={{ color: `var(--run-${colour})` }}>
          <input
            type="radio"
            name="run-colour"
            aria-label={`Colour ${colour + 1}`}
            checked={run.colour === colour}
            onChange={() => void shelf.paint(run.id, colour)}
          />
        </label>
      ))}
    </fieldset>
  );
}

/** What was set: the whole experiment is kept, and the rest is its scene's defaults. */
function Settings({ run: { experiment } }: { run: KeptRun }) {
  const scenes = useLabState((state) => state.scenes);
  const changed = useMemo(() => {
    const facts = scenes.find(({ id }) => id === experiment.scene);
    const defaults = resolveExperiment({ scene: experiment.scene }, facts ? settingsOfScene(facts) : {});
    return differingSettings(experiment, defaults);
  }, [experiment, scenes]);
  return (
    <section>
      <h4>Settings that differ from the scene’s defaults</h4>
      {changed.length === 0 && <p className="faint">None: all {Object.keys(experiment).length} are as they come.</p>}
      <dl className="run-facts">
        {changed.map((key) => (
          <div key={key}>
            <dt title={key}>{findSetting(key)?.label}</dt>
            <dd>{experiment[key]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Origin({ run }: { run: KeptRun }) {
  const { versions, backend, adapter, demonstrationsHash, parameters, evaluationSeed } = run.origin;
  const name = backendNames[backend as keyof typeof backendNames] ?? backend;
  const facts: readonly (readonly [string, string])[] = [
    ['Backend', [name, adapter].filter(Boolean).join(', ')],
    ['Network', `${sayCount(parameters)} parameters`],
    ['Trained for', sayDuration(run.trainingSeconds)],
    ['Open for', sayDuration(run.wallSeconds)],
    ['Goes on from', run.snapshotStep === null ? 'the beginning' : `step ${sayCount(run.snapshotStep)}`],
    ['Demonstrations', `${demonstrationsHash.slice(0, 12)}…`],
    ['First evaluation seed', evaluationSeed === null ? 'not evaluated' : sayCount(evaluationSeed)],
    ...Object.entries(versions),
  ];
  return (
    <section>
      <h4>How it was made</h4>
      <dl className="run-facts">
        {facts.map(([term, said]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd title={term === 'Demonstrations' ? demonstrationsHash : undefined}>{said}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
