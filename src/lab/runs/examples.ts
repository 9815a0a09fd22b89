/** @file Recorded runs that come with the lab, so that the first sight of it is not empty charts. */
import type { FetchFile } from '../files.ts';
import type { Lab } from '../lab.ts';

/** Scenes with a file in public/examples; how each was made is in docs/method.md. */
export const exampleScenes: readonly string[] = ['lift', 'detour'];

export const examplePath = (scene: string) => `examples/${scene}.run`;

export interface RecordedExamplesOptions {
  readonly lab: Pick<Lab, 'store' | 'display' | 'showRecorded' | 'showNothing' | 'runs'>;
  readonly fetchFile: FetchFile;
}

export class RecordedExamples {
  /** Name of the example on the page; null where something else is, or nothing */
  private shown: string | null = null;
  /** Grows with each scene: an answer for an older one is dropped. */
  private generation = 0;

  constructor(private readonly options: RecordedExamplesOptions) {}

  /** Shows the scene's example, and that of each scene chosen after it, for as long as there is nothing else to see. */
  start(): void {
    const { store } = this.options.lab;
    void this.show(store.getState().live.scene);
    store.subscribe(({ live }, before) => {
      if (live.scene !== before.live.scene) void this.show(live.scene);
    });
  }

  private async show(scene: string): Promise<void> {
    const { lab, fetchFile } = this.options;
    const generation = ++this.generation;
    if (!this.isFree) return;
    if (!exampleScenes.includes(scene)) {
      if (this.shown) lab.showNothing();
      this.shown = null;
      return;
    }
    try {
      const { run, records } = await lab.runs.unpack(`${scene}.run`, await fetchFile(examplePath(scene)));
      if (generation !== this.generation || !this.isFree) return;
      this.shown = run.name;
      lab.showRecorded(this.shown, run.experiment, records);
    } catch {
      // Charts that wait for a run are no failure; the file is a convenience.
    }
  }

  /** Neither a run nor a kept one that was opened is on the page, and it is not a lesson of someone else's making. */
  private get isFree(): boolean {
    const { store, display } = this.options.lab;
    const { run, recorded, draft } = store.getState();
    const isLesson = display.state.mode === 'embed' && Object.keys(draft).length > 0;
    return run === null && (recorded === null || recorded.name === this.shown) && !isLesson;
  }
}
