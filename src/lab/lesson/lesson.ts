/**
 * @file Conducts the lessons: each step sets the page's state, and its training begins when a step first needs it. A run
 * that a person began is asked for before it is put away; what a lesson began stays when it is left.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SettingKey } from '../../core/experiment/settings.ts';
import type { AddressBar } from '../addressBar.ts';
import type { Display } from '../display.ts';
import type { DraftTexts } from '../draft.ts';
import type { FetchFile } from '../files.ts';
import type { Lab } from '../lab.ts';
import { sides } from '../pair/pairState.ts';
import { findPreset } from '../presets.ts';
import { type ActHost, ActRuns } from './actRuns.ts';
import { type LessonPlace, placeLeft, rememberPlace, stageAt } from './lessonPlace.ts';
import { type LessonAct, sidesOf } from './lessonPlan.ts';
import { initialLesson, type LessonState, type PairReading } from './lessonState.ts';
import { type LessonName, overridesIn, planOf } from './lessons.ts';
import { fetchRecorded } from './recordedRuns.ts';

export interface LessonHost
  extends ActHost,
    Pick<Lab, 'office' | 'choosePreset' | 'edit' | 'reset' | 'restoreForm' | 'robot'> {
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
  private readonly runs: ActRuns;
  private before = emptyPage;
  private overrides: DraftTexts = {};
  /** The act whose settings the forms were given last */
  private prepared: string | null = null;
  /** The open step's policy to begin from was shown, or is on its way */
  private hasWatched = false;
  private canTrain = false;
  private isBusy = false;

  constructor(
    private readonly lab: LessonHost,
    private readonly address: AddressBar,
    private readonly fetchFile: FetchFile,
  ) {
    this.runs = new ActRuns(lab);
    this.readAddress();
    address.onChange(() => this.readAddress());
    for (const side of sides) lab.pair.shown[side].subscribe(() => this.follow());
  }

  get state(): LessonState {
    return this.store.getState();
  }

  /** Opens a lesson where it was left, also at an earlier visit; at its beginning where it was not. */
  resume(name: LessonName): void {
    this.open(placeLeft(name) ?? { name, step: 1 });
  }

  open(place: LessonPlace): void {
    const { lab, state } = this;
    const { draft, preset } = lab.store.getState();
    // Gone on with, the page still holds what a lesson itself has set.
    if (!this.place && !this.hasSet(preset)) {
      this.before = { draft, preset, changes: lab.pair.state.changes, view: lab.display.state.view };
    }
    const goesOn = this.place?.name === place.name || (state.lesson === place.name && state.act !== null);
    if (!goesOn) this.overrides = {};
    this.lab.display.setLesson(place);
    this.enter();
  }

  /** Turns to another step of the open lesson. @param step from 1 */
  go(step: number): void {
    const { place } = this;
    if (!place) return;
    this.lab.display.setLesson({ ...place, step });
    this.enter();
  }

  answer(choice: number): void {
    const { place } = this;
    if (!place) return;
    this.store.setState({ answers: { ...this.state.answers, [stageAt(place).id]: choice } });
  }

  /** Says whether this device trains; nothing is begun before. One that does not shows what the lab has recorded. */
  setTrainable(canTrain: boolean): void {
    this.canTrain = canTrain;
    this.follow();
    if (!canTrain) void this.recall();
  }

  /** Puts away the runs on the page, which are kept under Runs, and begins what the open step needs. */
  async trainAnew(): Promise<void> {
    const { place, state } = this;
    if (!place) return;
    const { act } = stageAt(place);
    const remembered = Object.fromEntries(Object.entries(state.remembered).filter(([name]) => name !== act));
    this.runs.adopt();
    this.prepared = null;
    this.store.setState({ act: null, isAsking: false, remembered });
    await this.pursue();
  }

  /** Closes the lesson. The page stays as it is, and both ways from there are offered. */
  leave(how: 'on the way' | 'at its end'): void {
    const { place, lab } = this;
    if (!place) return;
    const isOver = how === 'at its end';
    rememberPlace(place.name, isOver ? null : place);
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
    if (this.runs.isOwn('a')) await lab.reset();
    else await lab.robot.watchStart(null);
    lab.restoreForm(before.draft, before.preset);
    lab.pair.setChanges(before.changes);
    lab.display.setView(before.view);
    this.begin(null);
  }

  private get place(): LessonPlace | null {
    return this.lab.display.state.lesson;
  }

  /** A link may open a lesson, and say how long its runs are. */
  private readAddress(): void {
    const { display, texts } = this.address.read();
    if (!display.lesson) return;
    this.before = emptyPage;
    this.overrides = overridesIn(display.lesson.name, texts);
    this.enter();
  }

  private enter(): void {
    const { place, lab } = this;
    if (!place) return;
    if (place.name !== this.state.lesson) this.begin(place.name);
    const { act, view, cast } = stageAt(place);
    if (this.state.act === null) this.prepare(act ?? Object.keys(planOf(place.name).acts)[0]);
    lab.display.setView(view);
    if (cast) {
      void lab.robot.setCast(cast);
      void lab.robot.setPlaying(true);
    }
    this.hasWatched = false;
    this.follow();
    if (!this.canTrain) void this.recall();
  }

  /** Nothing is trained yet of this lesson. @param lesson null: nor of any */
  private begin(lesson: LessonName | null): void {
    this.prepared = null;
    this.store.setState({ ...initialLesson, lesson, answers: this.state.answers });
  }

  private actNamed(name: string): LessonAct {
    return planOf(this.state.lesson!).acts[name];
  }

  /** The form is as a lesson filled it. */
  private hasSet(preset: string | null): boolean {
    const { lesson, act } = this.state;
    if (lesson === null || act === null) return false;
    return Object.values(planOf(lesson).acts).some((own) => own.preset === preset);
  }

  /** The forms say what the act trains. */
  private prepare(name: string): void {
    if (this.prepared === name) return;
    const { lab, overrides } = this;
    const { preset, settings, changes } = this.actNamed(name);
    this.prepared = name;
    lab.choosePreset(preset);
    for (const [key, text] of Object.entries({ ...settings, ...overrides })) lab.edit(key as SettingKey, text);
    lab.pair.setChanges(changes ?? {});
  }

  /** Called whenever something has changed. */
  private follow(): void {
    this.watch();
    void this.pursue();
  }

  /** Shows the policy that the open step is about, once its scene is there and unless a run moves the robot. */
  private watch(): void {
    const { place, lab, state } = this;
    const start = place && stageAt(place).start;
    if (!start || this.hasWatched) return;
    const act = state.act ?? this.prepared;
    if (act === null) return;
    const { live, run } = lab.store.getState();
    const { scene } = findPreset(this.actNamed(act).preset)!;
    if (run || live.phase !== 'ready' || live.scene !== scene) return;
    this.hasWatched = true;
    void lab.robot.watchStart(start);
  }

  /** The act that the open step needs. What was seen to its end is not trained again for a step further back. */
  private get wantedAct(): string | null {
    const { place, state } = this;
    const act = place && stageAt(place).act;
    return act && state.remembered[act] ? state.act : act;
  }

  /** Begins what the open step needs, once. */
  private async pursue(): Promise<void> {
    const { lab, wantedAct: name, state } = this;
    // Before the scenes are known, nobody knows their own settings.
    if (!name || name === state.act || this.isBusy || !this.canTrain || lab.store.getState().scenes.length === 0)
      return;
    const reading = this.runs.read();
    // What has begun is seen to its end.
    if (state.act !== null && !this.hasEnded(state.act, reading)) return;
    this.isBusy = true;
    try {
      this.prepare(name);
      const isAsking = this.runs.isInTheWayOf(this.actNamed(name));
      if (isAsking !== state.isAsking) this.store.setState({ isAsking });
      if (isAsking) return;
      const remembered = state.act === null ? state.remembered : { ...state.remembered, [state.act]: reading };
      this.store.setState({ act: name, remembered });
      await this.runs.begin(this.actNamed(name));
    } finally {
      this.isBusy = false;
    }
  }

  private hasEnded(name: string, reading: PairReading): boolean {
    return sidesOf(this.actNamed(name)).every((side) => reading[side]?.isFinished);
  }

  /** Fetches what was recorded of the open lesson's acts. */
  private async recall(): Promise<void> {
    const { lesson, recorded } = this.state;
    if (lesson === null || recorded) return;
    const fetched = await fetchRecorded(this.fetchFile, planOf(lesson).recorded);
    if (this.state.lesson === lesson) this.store.setState({ recorded: fetched });
  }
}
