/** @file B's form: A's, with what B sets otherwise on top. It is in the address, and comes from it. */
import type { StoreApi } from 'zustand/vanilla';
import { type SettingKey, settings } from '../../core/experiment/settings.ts';
import type { AddressContent } from '../address.ts';
import type { AddressBar } from '../addressBar.ts';
import { type Draft, type DraftTexts, readDraft } from '../draft.ts';
import type { LabState } from '../labState.ts';
import type { PairState } from './pairState.ts';

export interface RivalFormOptions {
  readonly pair: StoreApi<PairState>;
  readonly a: StoreApi<LabState>;
  /** Its draft, preset and scenes are written here */
  readonly b: StoreApi<LabState>;
  readonly address: AddressBar;
}

const [scene] = settings;

export class RivalForm {
  constructor(private readonly options: RivalFormOptions) {
    const { a, address } = options;
    this.readAddress();
    address.onChange(() => this.readAddress());
    a.subscribe((state, before) => {
      const isNews = (['draft', 'scenes', 'preset'] as const).some((key) => state[key] !== before[key]);
      if (isNews) this.fill();
      if (before.scenes.length === 0 && state.scenes.length > 0) this.dropUnknownNames();
    });
  }

  /** The changes that are valid: what a link says of them. */
  get validChanges(): AddressContent['rival'] {
    const { problems, experiment } = this.draft;
    const keys = (Object.keys(this.changes) as SettingKey[]).filter((key) => !problems[key]);
    return Object.fromEntries(keys.map((key) => [key, experiment[key]]));
  }

  /** @param text valid or not; null: as A has it */
  change(key: SettingKey, text: string | null): void {
    const { [key]: _, ...others } = this.changes;
    this.setChanges(text === null ? others : { ...others, [key]: text });
  }

  setChanges(changes: DraftTexts): void {
    this.options.pair.setState({ changes });
    this.fill();
    this.options.address.write({ rival: this.validChanges });
  }

  /** Writes B's form anew. */
  fill(): void {
    const { draft, scenes, preset } = this.options.a.getState();
    this.options.b.setState({ draft: rivalTexts(draft, this.changes), scenes, preset });
  }

  private get changes(): DraftTexts {
    return this.options.pair.getState().changes;
  }

  private get draft(): Draft {
    const { draft, scenes, preset } = this.options.b.getState();
    return readDraft(draft, scenes, preset);
  }

  private readAddress(): void {
    const { pair, a, address } = this.options;
    pair.setState({ changes: address.read().rival });
    this.fill();
    if (a.getState().scenes.length > 0) this.dropUnknownNames();
  }

  /** A link may name what this lab does not have; that is told once, and A's value takes its place. */
  private dropUnknownNames(): void {
    const { a } = this.options;
    const { changes } = this;
    const { problems } = this.draft;
    const unknown = (['scene', 'demonstrations'] as const).filter((key) => changes[key] && problems[key]);
    if (unknown.length === 0) return;
    const kept = Object.entries(changes).filter(([key]) => !unknown.some((name) => name === key));
    this.setChanges(Object.fromEntries(kept));
    const messages = unknown.map((key) => `rival: ${problems[key]}`);
    a.setState({ linkProblems: [...a.getState().linkProblems, ...messages] });
  }
}

/** Another scene has other demonstration sets, so that A's is not asked for there. */
function rivalTexts(texts: DraftTexts, changes: DraftTexts): DraftTexts {
  const isOtherScene = changes.scene !== undefined && changes.scene !== (texts.scene ?? scene.default);
  if (!isOtherScene) return { ...texts, ...changes };
  const { demonstrations: _, ...others } = texts;
  return { ...others, ...changes };
}
