/** @file Where the draft is edited: by the form, by a link, and by what the lab turns out not to have. */
import type { StoreApi } from 'zustand/vanilla';
import { differingSettings, type Experiment } from '../core/experiment/experiment.ts';
import { findSetting, type SettingKey, settings } from '../core/experiment/settings.ts';
import type { SettingTexts } from './address.ts';
import type { AddressBar } from './addressBar.ts';
import { type Draft, type DraftTexts, draftDifferences, readDraft } from './draft.ts';
import type { LabState } from './labState.ts';
import { findPreset, type Preset } from './presets.ts';

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
    const { draft, scenes, preset } = this.store.getState();
    return readDraft(draft, scenes, preset);
  }

  get scene(): string {
    return this.read().experiment.scene;
  }

  /** Sets a setting to a text, valid or not. Null brings back what the form is compared with. */
  edit(key: SettingKey, text: string | null): void {
    if (key === 'scene') this.chooseScene(text);
    else this.editSetting(key, text);
  }

  /** The form says exactly this preset, with the seed it has. */
  choosePreset(id: string): void {
    const preset = findPreset(id);
    if (!preset) return;
    const { seed } = this.store.getState().draft;
    const draft = { ...textsOf(preset), ...(seed !== undefined && { seed }) };
    this.change(() => this.store.setState({ draft, preset: id, linkProblems: [] }));
  }

  /** The form says exactly this experiment. */
  adopt(experiment: Experiment): void {
    const { defaults } = readDraft({ scene: experiment.scene }, this.store.getState().scenes);
    const keys = differingSettings(experiment, { ...defaults, scene: settings[0].default });
    const draft = Object.fromEntries(keys.map((key) => [key, String(experiment[key])]));
    this.change(() => this.store.setState({ draft, preset: null, linkProblems: [] }));
  }

  /** The form as it was at some time, bad texts too. */
  restore(draft: DraftTexts, preset: string | null): void {
    this.change(() => this.store.setState({ draft, preset }));
  }

  /** Every setting back to what the form is compared with, the scene aside. */
  clear(): void {
    const { draft, preset } = this.store.getState();
    const { scene } = draft;
    const own = preset === null ? {} : textsOf(findPreset(preset)!);
    this.store.setState({ draft: { ...own, ...(scene !== undefined && { scene }) }, linkProblems: [] });
    this.writeAddress();
  }

  /** Back to the scene's own settings. */
  leavePreset(): void {
    this.store.setState({ preset: null });
    this.clear();
  }

  /**
   * A link may name what this lab does not have; that is told once, and the default takes its place. What else is
   * wrong in the form was typed while the names were not known yet, and is told there.
   */
  dropUnknownNames(): void {
    const { problems } = this.read();
    const { draft, linkProblems } = this.store.getState();
    const unknown = Object.entries(problems).filter(([key]) => key in draft && findSetting(key)?.kind === 'name');
    const dropped = new Set(unknown.map(([key]) => key));
    this.store.setState({
      draft: Object.fromEntries(Object.entries(draft).filter(([key]) => !dropped.has(key))),
      linkProblems: [...linkProblems, ...unknown.map(([, problem]) => problem)],
    });
  }

  private readAddress(): void {
    const before = this.scene;
    const { texts, preset, problems } = this.address.read();
    const scene = texts.scene ?? settings[0].default;
    const isOfScene = preset !== null && findPreset(preset)!.scene === scene;
    this.store.setState({
      draft: texts,
      preset: isOfScene ? preset : null,
      linkProblems: problems.map((problem) => problem.message),
    });
    if (this.store.getState().scenes.length === 0) return;
    this.dropUnknownNames();
    if (this.scene !== before) this.onScene(this.scene);
  }

  private editSetting(key: SettingKey, text: string | null): void {
    const { preset, draft } = this.store.getState();
    const texts: SettingTexts = { ...draft };
    const own = text ?? presetText(preset, key);
    if (own === undefined) delete texts[key];
    else texts[key] = own;
    this.store.setState({ draft: texts, preset: holdsAnyOf(preset, texts) ? preset : null });
    this.writeAddress();
  }

  /** Another scene has other demonstration sets and policies to begin from, and a preset belongs to its own scene. */
  private chooseScene(scene: string | null): void {
    const { draft, preset } = this.store.getState();
    const own = preset === null ? {} : textsOf(findPreset(preset)!);
    const kept = Object.entries(draft).filter(
      ([key, text]) => own[key as SettingKey] !== text && findSetting(key)?.kind !== 'name',
    );
    const texts = { ...Object.fromEntries(kept), ...(scene !== null && { scene }) };
    this.store.setState({ draft: texts, preset: null });
    this.writeAddress();
    this.onScene(this.scene);
  }

  private change(write: () => void): void {
    const before = this.scene;
    write();
    this.writeAddress();
    if (this.scene !== before) this.onScene(this.scene);
  }

  private writeAddress(): void {
    this.address.write({ settings: draftDifferences(this.read()), preset: this.store.getState().preset });
  }
}

/** The preset's settings as the form holds them; the lab's first scene goes without saying. */
function textsOf(preset: Preset): SettingTexts {
  const scene = preset.scene === settings[0].default ? [] : [['scene', preset.scene]];
  return Object.fromEntries([...scene, ...Object.entries(preset.settings)].map(([key, value]) => [key, String(value)]));
}

function presetText(id: string | null, key: SettingKey): string | undefined {
  const value = id === null ? undefined : findPreset(id)?.settings[key];
  return value === undefined ? undefined : String(value);
}

/** A preset of which nothing is left is not what the form was made from any more. */
function holdsAnyOf(id: string | null, texts: DraftTexts): boolean {
  const own = Object.entries((id !== null && findPreset(id)?.settings) || {});
  return own.length === 0 || own.some(([key, value]) => texts[key as SettingKey] === String(value));
}
