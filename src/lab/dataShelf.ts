/** @file The demonstration sets there are: those that ship with the lab, and those that a person brought. */
import * as v from 'valibot';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SceneFacts } from '../core/scenes/scene.ts';
import type { ExampleFormat } from '../workers/files/protocol.ts';
import { type FilesWorker, readDisposably } from './disposableReader.ts';
import { demonstrationPath, type FetchFile } from './files.ts';
import type { Office } from './office.ts';
import { keepForThisVisit, type OwnSet, type OwnSetStore, ownSet } from './ownSets.ts';

export interface DataState {
  readonly isShown: boolean;
  /** A person's own sets, oldest first */
  readonly sets: readonly OwnSet[];
  /** False where the browser keeps nothing beyond this visit */
  readonly isKept: boolean;
  /** What came of the last file; null before there was one */
  readonly outcome: ImportOutcome | null;
}

export type ImportOutcome =
  | { readonly kind: 'reading'; readonly fileName: string }
  | { readonly kind: 'read'; readonly set: OwnSet; readonly isNew: boolean }
  | { readonly kind: 'refused'; readonly fileName: string; readonly problem: string };

export interface DataShelfOptions {
  readonly fetchFile: FetchFile;
  readonly office: Office;
  /** Starts a worker that reads one file */
  spawnFiles(): FilesWorker;
  /** Rejects where nothing can be kept */
  openSets(): Promise<OwnSetStore>;
  /** The lab's scenes have other sets than before. */
  onScenes(scenes: readonly SceneFacts[]): void;
  /** The scene that a file without one is meant for */
  chosenScene(): string;
  /** The form's set is gone. */
  forgetChoice(set: string): unknown;
  /** Milliseconds since 1970 */
  clock?(): number;
}

/** A lab without a browser around it keeps nothing, and no one brings it a file. */
export const noOwnData: Pick<DataShelfOptions, 'spawnFiles' | 'openSets'> = {
  spawnFiles() {
    throw new Error('There is no worker here that reads files.');
  },
  openSets: () => Promise.reject(new Error('Nothing is kept here.')),
};

/** What a person's own sets are called begins with this; no shipped set does. */
const ownPrefix = 'own-';

export class DataShelf {
  readonly store: StoreApi<DataState> = createStore(() => ({
    isShown: false,
    sets: [],
    isKept: true,
    outcome: null,
  }));
  private kept: OwnSetStore = keepForThisVisit();
  /** As they ship */
  private shipped: readonly SceneFacts[] = [];

  constructor(private readonly options: DataShelfOptions) {}

  /** Finds the sets that were kept. Never rejects, and does not wait long: the lab works without them. */
  async open(): Promise<void> {
    try {
      this.kept = await this.options.openSets();
      this.patch({ sets: await this.kept.list() });
    } catch {
      this.kept = keepForThisVisit();
      this.patch({ isKept: false });
    }
  }

  /** Takes the scenes as they ship. @returns them with a person's own sets among their demonstrations */
  withOwnSets(shipped: readonly SceneFacts[]): readonly SceneFacts[] {
    this.shipped = shipped;
    const { sets } = this.store.getState();
    return shipped.map((scene) => {
      const own = sets.filter((set) => set.scene === scene.id).map((set) => set.id);
      return own.length === 0 ? scene : { ...scene, demonstrations: [...scene.demonstrations, ...own] };
    });
  }

  /** Bytes of a set, shipped or own; the caller may transfer them. Rejects with one sentence for a person. */
  async readDemonstrations(scene: string, id: string): Promise<Uint8Array> {
    if (!id.startsWith(ownPrefix)) return this.options.fetchFile(demonstrationPath(scene, id));
    const content = await this.kept.read(id).catch(() => null);
    if (content) return new Uint8Array(await content.arrayBuffer());
    throw new Error(`Your own set ${id} is no longer in this browser. Bring its file again, or choose another set.`);
  }

  show(isShown: boolean): void {
    // What came of a file has been seen when the dialog is closed.
    this.patch(isShown ? { isShown } : { isShown, outcome: null });
  }

  /** Reads a person's file and keeps the set in it. What comes of it is in the store. */
  async import(file: File): Promise<void> {
    if (this.store.getState().outcome?.kind === 'reading') return;
    const fileName = file.name;
    this.patch({ isShown: true, outcome: { kind: 'reading', fileName } });
    try {
      this.patch({ outcome: { kind: 'read', ...(await this.read(file)) } });
    } catch (error) {
      this.patch({ outcome: { kind: 'refused', fileName, problem: (error as Error).message } });
    }
  }

  /** Removes a set of a person, who may take that back. */
  async remove(id: string): Promise<void> {
    const set = this.store.getState().sets.find((candidate) => candidate.id === id);
    const content = await this.kept.read(id);
    if (!set || !content) return;
    await this.kept.remove(id);
    this.patch({ sets: this.store.getState().sets.filter((other) => other.id !== id) });
    const { outcome } = this.store.getState();
    if (outcome?.kind === 'read' && outcome.set.id === id) this.patch({ outcome: null });
    this.options.forgetChoice(id);
    this.refresh();
    this.options.office.notify(`${set.fileName} was removed from this browser.`, {
      tone: 'news',
      actions: [{ label: 'Undo', act: () => void this.options.office.attempt(this.keep(set, content)) }],
    });
  }

  /** The text of a small, correct file of a scene. Rejects with one sentence for a person. */
  async writeExample(sceneId: string, format: ExampleFormat): Promise<string> {
    const scene = this.shipped.find((candidate) => candidate.id === sceneId);
    const [first] = scene?.demonstrations ?? [];
    if (!scene || !first) throw new Error(`${sceneId} ships no demonstrations to make an example of.`);
    const set = await this.options.fetchFile(demonstrationPath(sceneId, first));
    const { text } = await readDisposably(this.options.spawnFiles, `The example of ${sceneId}`, (worker, signal) =>
      worker.call('example', { set, scene, format }, { signal, transfer: [set.buffer] }),
    );
    return text;
  }

  private async read(file: File): Promise<{ set: OwnSet; isNew: boolean }> {
    if (this.shipped.length === 0)
      throw new Error(`${file.name}: the scenes are still loading. Try again in a moment.`);
    // Another tab may have kept one of that name meanwhile.
    this.patch({ sets: await this.kept.list().catch(() => this.store.getState().sets) });
    const id = this.nameFor(file.name);
    const answer = await readDisposably(this.options.spawnFiles, file.name, (worker, signal) =>
      worker.call('import', { file, name: file.name, scenes: this.scenesChosenFirst(), id }, { signal }),
    );
    const addedAt = (this.options.clock ?? Date.now)();
    const { scene } = answer.summary;
    const bytes = answer.set.size;
    // The worker has read a stranger's file: what it says is checked like one.
    const set = v.parse(ownSet, { ...answer, id, scene, fileName: file.name, bytes, addedAt });
    const twin = this.store.getState().sets.find((other) => other.scene === scene && other.sha256 === set.sha256);
    if (twin) return { set: twin, isNew: false };
    await this.keep(set, answer.set);
    return { set, isNew: true };
  }

  private async keep(set: OwnSet, content: Blob): Promise<void> {
    try {
      await this.kept.put(set, content);
    } catch (error) {
      throw new Error(`${set.fileName}: ${explain(error as Error)} Nothing was imported.`);
    }
    this.patch({ sets: [...this.store.getState().sets, set] });
    this.refresh();
  }

  private refresh(): void {
    this.options.onScenes(this.withOwnSets(this.shipped));
  }

  private scenesChosenFirst(): SceneFacts[] {
    const chosen = this.options.chosenScene();
    return [...this.shipped].sort((a, b) => Number(b.id === chosen) - Number(a.id === chosen));
  }

  /** A setting's name made from a file's: `Lift demos.csv` becomes `own-lift-demos`, or `own-lift-demos-2`. */
  private nameFor(fileName: string): string {
    const plain = fileName.replace(/\.\w+$/, '').toLowerCase();
    const name = ownPrefix + (plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'set').slice(0, 40);
    const taken = new Set(this.store.getState().sets.map((set) => set.id));
    let number = 1;
    while (taken.has(number === 1 ? name : `${name}-${number}`)) number += 1;
    return number === 1 ? name : `${name}-${number}`;
  }

  private patch(change: Partial<DataState>): void {
    this.store.setState(change);
  }
}

function explain(error: Error): string {
  if (error.name === 'QuotaExceededError') return 'this browser has no room left for it. Remove a set or a run first.';
  return `this browser could not keep it (${error.message}).`;
}
