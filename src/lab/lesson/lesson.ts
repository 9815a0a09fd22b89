/**
 * @file Conducts the lesson on collapse: each step sets the page's state, and its trainings begin when a step first
 * needs them. A run that a person began is asked for before it is put away; what the lesson began stays when it is left.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../../core/experiment/experiment.ts';
import type { SettingKey } from '../../core/experiment/settings.ts';
import type { AddressBar } from '../addressBar.ts';
import type { Display } from '../display.ts';
import type { DraftTexts } from '../draft.ts';
import type { FetchFile } from '../files.ts';
import type { Lab } from '../lab.ts';
import { recall, remember } from '../memory.ts';
import { type Side, sides } from '../pair/pairState.ts';
import { type ActName, changesOf, collapsedPreset, isSame, overridesIn } from './collapseActs.ts';
import { type LessonPlace, lessonText, readLesson, stepIdAt } from './lessonPlace.ts';
import { stageOf } from './lessonStages.ts';
import { initialLesson, type LessonState, type PairReading } from './lessonState.ts';
import { fetchRecorded } from './recordedRuns.ts';
import { readSide } from './sideReading.ts';

export interface LessonHost
  extends Pick<
    Lab,
    'store' | 'office' | 'pair' | 'choosePreset' | 'edit' | 'reset' | 'restoreForm' | 'setLiveCast' | 'setLivePlaying'
  > {
  readonly display: Display;
}

/** What the page was before the lesson */
interface PageBefore {
  readonly draft: DraftTexts;
  readonly preset: string | null;
  readonly changes: DraftTexts;
  readonly view: Display['state']['view'];
}

const emptyPage: PageBefore = { draft: {}, preset: null, changes: {}, view: 'lab' };

export class Lesson {
  readonly store: StoreApi<LessonState> = createStore(() => initialLesson);
  private before = emptyPage;
  private overrides: DraftTexts = {};
  /** Experiments that the lesson began: their runs may be replaced without asking. */
  private readonly own = new WeakSet<Experiment>();
  private canTrain = false;
  private isBusy = false;

  constructor(
    private readonly lab: LessonHost,
    private readonly address: AddressBar,
    private readonly fetchFile: FetchFile,
  ) {
    this.readAddress();
    address.onChange(() => this.readAddress());
    for (const side of sides) lab.pair.shown[side].subscribe(() => void this.pursue());
  }

  get state(): LessonState {
    return this.store.getState();
  }

  /** Opens the lesson, at its beginning or where it was left. */
  open(place: LessonPlace = placeLeft()): void {
    const { lab, state } = this;
    const { draft, preset } = lab.store.getState();
    const hasBegun = state.act !== null;
    // Gone on with, the page still holds what the lesson itself has set.
    if (!this.place && !(hasBegun && preset === collapsedPreset)) {
      this.before = { draft, preset, changes: lab.pair.state.changes, view: lab.display.state.view };
    }
    if (!this.place && !hasBegun) this.overrides = {};
    this.go(place.step);
  }

  /** @param step from 1 */
  go(step: number): void {
    this.lab.display.setLesson({ name: 'collapse', step });
    this.enter();
  }

  answer(choice: number): void {
    const { place } = this;
    if (!place) return;
    this.store.setState({ answers: { ...this.state.answers, [stepIdAt(place)]: choice } });
  }

  /** Says whether this device trains; nothing is begun before. One that does not shows what the lab has recorded. */
  setTrainable(canTrain: boolean): void {
    this.canTrain = canTrain;
    void this.pursue();
    if (!canTrain && !this.state.recorded) {
      void fetchRecorded(this.fetchFile).then((recorded) => this.store.setState({ recorded }));
    }
  }

  /** Puts away the runs on the page, which are kept under Runs, and begins the lesson's. */
  async trainAnew(): Promise<void> {
    for (const side of sides) {
      const { run } = this.lab.pair.shown[side].getState();
      if (run) this.own.add(run.experiment);
    }
    this.store.setState({ act: null, isAsking: false });
    await this.pursue();
  }

  /** Closes the lesson. The page stays as it is, and both ways from there are offered. */
  leave(how: 'on the way' | 'at its end'): void {
    const { place, lab } = this;
    if (!place) return;
    const isOver = how === 'at its end';
    remember('lesson', isOver ? null : lessonText(place));
    lab.display.setLesson(null);
    const resume = { label: 'Go on with it', act: () => this.open(place) };
    const restore = { label: 'Bring back what was here', act: () => void this.restore() };
    lab.office.notify(
      `${isOver ? 'The lesson is done.' : `The lesson was left at step ${place.step}.`} Its settings and runs stay on the page for you to go on with.`,
      { tone: 'news', actions: isOver ? [restore] : [resume, restore] },
    );
  }

  /** Form, changes and view as they were; the lesson's runs are put away and kept under Runs. */
  async restore(): Promise<void> {
    const { lab, before } = this;
    await lab.pair.freeze(null);
    await lab.pair.leave();
    const { run } = lab.store.getState();
    if (run && this.own.has(run.experiment)) await lab.reset();
    lab.restoreForm(before.draft, before.preset);
    lab.pair.setChanges(before.changes);
    lab.display.setView(before.view);
    const { answers, recorded } = this.state;
    this.store.setState({ ...initialLesson, answers, recorded });
  }

  /** What both sides show now. */
  read(): PairReading {
    const { a, b } = this.lab.pair.shown;
    return { a: readSide(a.getState()), b: readSide(b.getState()) };
  }

  private get place(): LessonPlace | null {
    return this.lab.display.state.lesson;
  }

  /** A link may open the lesson, and say how long its runs are. */
  private readAddress(): void {
    const { display, texts } = this.address.read();
    if (!display.lesson) return;
    this.before = emptyPage;
    this.overrides = overridesIn(texts);
    this.enter();
  }

  private enter(): void {
    const { place, lab } = this;
    if (!place) return;
    const { view, cast } = stageOf(stepIdAt(place));
    if (this.state.act === null) this.prepare('rescue');
    lab.display.setView(view);
    if (cast) {
      void lab.setLiveCast(cast);
      void lab.setLivePlaying(true);
    }
    void this.pursue();
  }

  /** Both forms say what the act trains. */
  private prepare(act: ActName): void {
    const { lab, overrides } = this;
    lab.choosePreset(collapsedPreset);
    for (const [key, text] of Object.entries(overrides)) lab.edit(key as SettingKey, text);
    lab.pair.setChanges(changesOf(act));
  }

  /** The act that the open step needs. What the second has replaced is not trained again for a step further back. */
  private get wantedAct(): ActName | null {
    const { place, state } = this;
    if (!place) return null;
    return state.act === 'control' && state.remembered ? 'control' : stageOf(stepIdAt(place)).act;
  }

  /** Begins what the open step needs, once: called whenever something has changed. */
  private async pursue(): Promise<void> {
    const { lab, wantedAct: act, state } = this;
    // Before the scenes are known, nobody knows their own settings.
    if (!act || act === state.act || this.isBusy || !this.canTrain || lab.store.getState().scenes.length === 0) return;
    const reading = this.read();
    // The first act is seen to its end.
    if (state.act === 'rescue' && !(reading.a?.isFinished && reading.b?.isFinished)) return;
    this.isBusy = true;
    try {
      this.prepare(act);
      const isAsking = sides.some((side) => this.isForeign(side));
      if (isAsking !== state.isAsking) this.store.setState({ isAsking });
      if (isAsking) return;
      this.store.setState({ act, ...(state.act === 'rescue' && { remembered: reading }) });
      await this.begin();
    } finally {
      this.isBusy = false;
    }
  }

  private async begin(): Promise<void> {
    const { pair } = this.lab;
    const reference = this.read().a?.isFinished && this.stands('a') ? 'a' : null;
    await pair.freeze(reference);
    if (!(this.stands('b') && (reference || this.stands('a')))) await pair.reset();
    if (this.lab.store.getState().slowMotion) await pair.setSlowMotion(false);
    await pair.play();
    for (const side of sides) {
      const { run } = pair.shown[side].getState();
      if (run) this.own.add(run.experiment);
    }
  }

  /** The run on this side is what its form says. */
  private stands(side: Side): boolean {
    const { pair } = this.lab;
    return isSame(pair.shown[side].getState().run?.experiment, pair.draft(side).experiment);
  }

  private isForeign(side: Side): boolean {
    const { run } = this.lab.pair.shown[side].getState();
    return run !== null && !this.own.has(run.experiment) && !this.stands(side);
  }
}

/** Where the lesson was left, also at an earlier visit; its beginning where it was not. */
function placeLeft(): LessonPlace {
  const text = recall('lesson');
  return (text === null ? null : readLesson(text).place) ?? { name: 'collapse', step: 1 };
}
