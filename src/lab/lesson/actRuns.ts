/** @file The runs of a lesson on the page: which are its own, which are already what an act wants, and how the others begin. */
import { differingSettings, type Experiment } from '../../core/experiment/experiment.ts';
import { isFinetuning, isReadByStage2 } from '../../core/experiment/stage.ts';
import type { Lab } from '../lab.ts';
import { type Side, sides } from '../pair/pairState.ts';
import { type LessonAct, sidesOf } from './lessonPlan.ts';
import type { PairReading } from './lessonState.ts';
import { readSide } from './sideReading.ts';

export type ActHost = Pick<Lab, 'store' | 'pair' | 'finetuning' | 'play'>;

export class ActRuns {
  /** Experiments that the lesson began: their runs may be replaced without asking. */
  private readonly own = new WeakSet<Experiment>();

  constructor(private readonly lab: ActHost) {}

  /** What both sides show now. */
  read(): PairReading {
    const { a, b } = this.lab.pair.shown;
    return { a: readSide(a.getState()), b: readSide(b.getState()) };
  }

  /** What is on the page may be put away from now on. */
  adopt(): void {
    for (const side of sides) {
      const experiment = this.experimentOn(side);
      if (experiment) this.own.add(experiment);
    }
  }

  isOwn(side: Side): boolean {
    const experiment = this.experimentOn(side);
    return experiment !== undefined && this.own.has(experiment);
  }

  /** A run of someone else's stands where one of the act would, and is not what the act wants. */
  isInTheWayOf(act: LessonAct): boolean {
    return sidesOf(act).some((side) => this.experimentOn(side) && !this.isOwn(side) && !this.stands(side));
  }

  /** Trains what the forms say, which the act has filled. A run that is that already is gone on with. */
  async begin(act: LessonAct): Promise<void> {
    const { pair, store } = this.lab;
    if (store.getState().slowMotion) await pair.setSlowMotion(false);
    await (act.changes ? this.beginPair() : this.beginAlone());
    this.adopt();
  }

  private async beginPair(): Promise<void> {
    const { pair } = this.lab;
    const reference = this.read().a?.isFinished && this.stands('a') ? 'a' : null;
    await pair.freeze(reference);
    if (!(this.stands('b') && (reference || this.stands('a')))) await pair.reset();
    await pair.play();
  }

  private async beginAlone(): Promise<void> {
    const { pair, finetuning, store } = this.lab;
    await pair.freeze(null);
    await pair.leave();
    if (!this.stands('a')) await finetuning.begin('play');
    else if (store.getState().run?.phase === 'paused') await this.lab.play();
  }

  /** The run on this side is what its form says. */
  private stands(side: Side): boolean {
    return isSame(this.experimentOn(side), this.lab.pair.draft(side).experiment);
  }

  private experimentOn(side: Side): Experiment | undefined {
    return this.lab.pair.shown[side].getState().run?.experiment;
  }
}

/** Whether a run is the one that is wanted, however it came to the page. Stage 2 has what it does not read from its parent. */
function isSame(run: Experiment | undefined, wanted: Experiment): boolean {
  if (!run) return false;
  const differing = differingSettings(run, wanted);
  return isFinetuning(wanted)
    ? differing.every((key) => key !== 'scene' && !isReadByStage2(key))
    : differing.length === 0;
}
