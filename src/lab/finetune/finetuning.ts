/** @file Begins runs of stage 2 on the page: from the stage 1 run there is, from a kept one, or from a shipped policy. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../../core/experiment/experiment.ts';
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import type { SettingKey } from '../../core/experiment/settings.ts';
import { finetuneExperiment, isReadByStage2, ownStart } from '../../core/experiment/stage.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';
import type { PolicyUpdate } from '../../workers/training/protocol.ts';
import type { Display } from '../display.ts';
import type { Draft, DraftTexts } from '../draft.ts';
import type { FetchFile } from '../files.ts';
import type { LabState } from '../labState.ts';
import type { Office } from '../office.ts';
import type { RunShelf } from '../runs/runShelf.ts';
import type { StartingPolicy } from '../trainingRun.ts';
import { type Parent, readShippedStart } from './shippedStart.ts';
import { chosenStart, type Start, startsOf } from './starts.ts';

export interface FinetuningState {
  /** The kept run that was chosen to begin from; null: the one on the page, or the newest */
  readonly chosenId: string | null;
  /** A run is being put away and its policy fetched */
  readonly isBeginning: boolean;
}

export interface FinetuningOptions {
  readonly lab: StoreApi<LabState>;
  readonly office: Pick<Office, 'attempt' | 'notify'>;
  readonly display: Pick<Display, 'setView'>;
  readonly runs: Pick<RunShelf, 'store' | 'policyOf' | 'readPolicy' | 'putAway'>;
  readonly fetchFile: FetchFile;
  readonly form: { read(): Draft; edit(key: SettingKey, text: string | null): void };
  /** The policy of the run on the page as it acts now */
  currentPolicy(): Promise<PolicyUpdate>;
  /** Trains on the page, which is free. */
  start(experiment: Experiment, begin: 'play' | 'step', policy: StartingPolicy): Promise<void>;
}

export class Finetuning {
  readonly store: StoreApi<FinetuningState> = createStore(() => ({ chosenId: null, isBeginning: false }));

  constructor(private readonly options: FinetuningOptions) {}

  /** What the form begins from; null where there is nothing to begin from */
  get start(): Start | null {
    const said = this.options.form.read().experiment['finetune.start'];
    return chosenStart(said, this.store.getState().chosenId, startsOf(this.scene, this.options.runs.store.getState()));
  }

  choose({ kind, id }: Start): void {
    if (kind === 'run') this.store.setState({ chosenId: id });
    // Said in so many words, for a preset may name a shipped policy.
    this.options.form.edit('finetune.start', kind === 'run' ? ownStart : id);
  }

  /** Opens the view with this run chosen, in its own scene. */
  prepareRun({ id, experiment }: Pick<KeptRun, 'id' | 'experiment'>): void {
    const { form, display } = this.options;
    if (form.read().experiment.scene !== experiment.scene) form.edit('scene', experiment.scene);
    this.choose({ kind: 'run', id });
    display.setView('finetune');
  }

  /** Fine-tunes what is chosen with the form's settings, in place of the run on the page, which is kept. */
  async begin(begin: 'play' | 'step'): Promise<void> {
    const { office, form, runs } = this.options;
    const { start } = this;
    const [problem] = problemsOfStage2(form.read());
    if (problem) {
      office.notify(`Not started: ${problem}. Correct the marked field, or bring its default back.`);
      return;
    }
    if (!start) {
      office.notify('There is no policy of this scene to fine-tune yet: train one in the lab first.');
      return;
    }
    if (this.store.getState().isBeginning) return;
    this.store.setState({ isBeginning: true });
    await office.attempt(
      (async () => {
        const { experiment, ...policy } = await this.read(start);
        const own = this.experimentFrom(start, experiment);
        await runs.putAway();
        await this.options.start(own, begin, policy);
      })(),
    );
    this.store.setState({ isBeginning: false });
  }

  private get scene(): SceneFacts | undefined {
    const { scene } = this.options.form.read().experiment;
    return this.options.lab.getState().scenes.find(({ id }) => id === scene);
  }

  private experimentFrom(start: Start, parent: Experiment): Experiment {
    const said = stage2ValuesOf(this.options.form.read(), this.options.lab.getState().draft);
    const named = { ...said, 'finetune.start': start.kind === 'run' ? ownStart : start.id };
    return finetuneExperiment(parent, named, this.scene?.settings);
  }

  private async read({ kind, id }: Start): Promise<Parent> {
    const { lab, runs } = this.options;
    if (kind === 'shipped') return readShippedStart(this.options, this.scene!.id, id);
    const { activeId, runs: kept } = runs.store.getState();
    const { name } = kept.find((run) => run.id === id)!;
    const { run } = lab.getState();
    if (id !== activeId || !run) return { ...(await runs.policyOf(id)), runId: id, name };
    const { policy } = await this.options.currentPolicy();
    return { policy, experiment: run.experiment, runId: id, name };
  }
}

/** What is wrong with the settings that stage 2 reads */
export function problemsOfStage2({ problems }: Pick<Draft, 'problems'>): readonly string[] {
  const keys = Object.keys(problems) as SettingKey[];
  return keys.filter(isReadByStage2).map((key) => problems[key]!);
}

/** What the form says of stage 2; the rest is the stage 1 policy's. */
function stage2ValuesOf(draft: Draft, texts: DraftTexts) {
  const said = (Object.keys(texts) as SettingKey[]).filter((key) => isReadByStage2(key) && !draft.problems[key]);
  return Object.fromEntries(said.map((key) => [key, draft.experiment[key]]));
}
