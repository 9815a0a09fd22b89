/** @file Where the sweep's form is edited, and read together with the lab's own. */
import type { StoreApi } from 'zustand/vanilla';
import type { SettingKey } from '../../core/experiment/settings.ts';
import type { Stage } from '../../core/experiment/stage.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';
import { type Draft, readDraft } from '../draft.ts';
import type { LabState } from '../labState.ts';
import { findPreset, type PresetSweep } from '../presets.ts';
import {
  formOfPreset,
  mostAxes,
  type ReadSweepForm,
  readSweepForm,
  type SweepForm,
  suggestValues,
  sweepableOf,
} from './sweepForm.ts';
import type { SweepState } from './sweepState.ts';

/** What is most often asked of a stage */
const likeliestAxis: Readonly<Record<Stage, SettingKey>> = {
  pretrain: 'dispersive.weight',
  finetune: 'anchor.weight',
  scratch: 'dispersive.weight',
};

export class SweepFormDesk {
  constructor(
    private readonly store: StoreApi<SweepState>,
    private readonly lab: StoreApi<LabState>,
  ) {
    this.fillFromPreset(lab.getState().preset);
    // An address may name a preset too.
    lab.subscribe(({ preset }, before) => preset !== before.preset && this.fillFromPreset(preset));
  }

  /** The other stage has other settings: what is most often asked of it varies in place of what did. */
  followStage(): void {
    const { experiment } = this.draft;
    const key = likeliestAxis[experiment.stage];
    this.patch({ axes: [{ key, text: suggestValues(key, experiment) }] });
  }

  /** The plan that the form makes, or what is wrong with it. */
  read(): ReadSweepForm {
    const { backend } = this.lab.getState();
    return readSweepForm(this.form, this.draft, this.scene, backend.report?.backend ?? 'wasm');
  }

  /** Facts of the scene that the lab's form names; null while they are not known */
  get scene(): SceneFacts | null {
    const { scene: id } = this.draft.experiment;
    return this.lab.getState().scenes.find((scene) => scene.id === id) ?? null;
  }

  edit(change: Partial<Omit<SweepForm, 'axes'>>): void {
    this.patch(change);
  }

  /** Varies one setting more. */
  addAxis(): void {
    const { axes } = this.form;
    const { experiment } = this.draft;
    const free = sweepableOf(experiment).find(({ key }) => !axes.some((axis) => axis.key === key));
    if (!free || axes.length >= mostAxes) return;
    const key = axes.length === 0 ? likeliestAxis[experiment.stage] : (free.key as SettingKey);
    this.patch({ axes: [...axes, { key, text: suggestValues(key, experiment) }] });
  }

  removeAxis(key: SettingKey): void {
    this.patch({ axes: this.form.axes.filter((axis) => axis.key !== key) });
  }

  /** Another setting varies in place of one, with values to begin with. */
  chooseAxis(before: SettingKey, key: SettingKey): void {
    const text = suggestValues(key, this.draft.experiment);
    this.patch({ axes: this.form.axes.map((axis) => (axis.key === before ? { key, text } : axis)) });
  }

  editAxis(key: SettingKey, text: string): void {
    this.patch({ axes: this.form.axes.map((axis) => (axis.key === key ? { key, text } : axis)) });
  }

  /** Fills the form from a preset, and leaves the record that was looked at. */
  fill(preset: PresetSweep): void {
    this.store.setState({ form: formOfPreset(preset), opened: null });
  }

  private fillFromPreset(id: string | null): void {
    const preset = id === null ? undefined : findPreset(id);
    if (preset?.sweep) this.fill(preset.sweep);
  }

  private get form(): SweepForm {
    return this.store.getState().form;
  }

  private get draft(): Draft {
    const { draft, scenes, preset } = this.lab.getState();
    return readDraft(draft, scenes, preset);
  }

  private patch(change: Partial<SweepForm>): void {
    this.store.setState({ form: { ...this.form, ...change } });
  }
}
