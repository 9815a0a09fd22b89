/** @file Where the draft is edited: by the form, by a link, and by what the lab turns out not to have. */
import type { StoreApi } from 'zustand/vanilla';
import { differingSettings, type Experiment } from '../core/experiment/experiment.ts';
import { type SettingKey, settings } from '../core/experiment/settings.ts';
import type { AddressBar } from './addressBar.ts';
import { type Draft, draftDifferences, readDraft } from './draft.ts';
import type { LabState } from './labState.ts';

export class DraftBoard {
  constructor(
    private readonly store: StoreApi<LabState>,
    private readonly address: AddressBar,
    /** Another scene was chosen, and the lab has it. */
    private readonly onScene: (scene: string) => void,
  ) {
    address.onChange(() => this.readAddress());
    this.readAddress();
  }

  read(): Draft {
    const { draft, scenes } = this.store.getState();
    return readDraft(draft, scenes);
  }

  get scene(): string {
    return this.read().experiment.scene;
  }

  /** Sets a setting to a text, valid or not. Null brings the default back. */
  edit(key: SettingKey, text: string | null): void {
    const texts: Partial<Record<SettingKey, string>> = { ...this.store.getState().draft };
    if (text === null) delete texts[key];
    else texts[key] = text;
    // Another scene has other demonstration sets.
    if (key === 'scene') delete texts.demonstrations;
    this.store.setState({ draft: texts });
    this.writeAddress();
    if (key === 'scene') this.onScene(this.scene);
  }

  /** The form says exactly this experiment. */
  adopt(experiment: Experiment): void {
    const before = this.scene;
    const { scenes } = this.store.getState();
    const chosenScene = { scene: experiment.scene };
    const { defaults } = readDraft(chosenScene, scenes);
    const keys = differingSettings(experiment, { ...defaults, scene: settings[0].default });
    const draft = Object.fromEntries(keys.map((key) => [key, String(experiment[key])]));
    this.store.setState({ draft, linkProblems: [] });
    this.writeAddress();
    if (this.scene !== before) this.onScene(this.scene);
  }

  /** Every setting back to its default, the scene aside. */
  clear(): void {
    const { scene } = this.store.getState().draft;
    this.store.setState({ draft: scene === undefined ? {} : { scene }, linkProblems: [] });
    this.writeAddress();
  }

  /** A link may name what this lab does not have; that is told once, and the default takes its place. */
  dropUnknownNames(): void {
    const { problems } = this.read();
    const { draft, linkProblems } = this.store.getState();
    const { scene, demonstrations, ...others } = draft;
    this.store.setState({
      draft: {
        ...(scene !== undefined && !problems.scene && { scene }),
        ...(demonstrations !== undefined && !problems.demonstrations && { demonstrations }),
        ...others,
      },
      linkProblems: [...linkProblems, ...Object.values(problems)],
    });
  }

  private readAddress(): void {
    const before = this.scene;
    const { texts, problems } = this.address.read();
    this.store.setState({ draft: texts, linkProblems: problems });
    if (this.store.getState().scenes.length === 0) return;
    this.dropUnknownNames();
    if (this.scene !== before) this.onScene(this.scene);
  }

  private writeAddress(): void {
    this.address.write(draftDifferences(this.read()));
  }
}
