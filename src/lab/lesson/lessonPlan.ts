/** @file What a lesson is to the lab: its steps in order, what each sets, what they train, and what answers where nothing can be. */
import type { View } from '../displayAddress.ts';
import type { DraftTexts } from '../draft.ts';
import type { CastName } from '../liveCast.ts';
import type { Side } from '../pair/pairState.ts';

export interface LessonPlan {
  readonly steps: readonly LessonStage[];
  /** The trainings, by name, in the order in which the steps ask for them */
  readonly acts: Readonly<Record<string, LessonAct>>;
  /** Settings, or beginnings of their keys, that a link may set: how long and how large the runs are, not what they are about */
  readonly overridable: readonly string[];
  readonly recorded: RecordedActs;
}

/** What a step sets: the view, who is on stage, and which training it needs. */
export interface LessonStage {
  /** Stands for the step where it is told, never its number; no two lessons share one */
  readonly id: string;
  readonly view: View;
  /** Name of the training; null: nothing is trained for this step */
  readonly act: string | null;
  /** Where the robot is what there is to see */
  readonly cast?: CastName;
  /** A policy to fine-tune from, which moves the robot until a run does */
  readonly start?: string;
}

export interface LessonAct {
  /** The form is filled from it */
  readonly preset: string;
  /** What the lesson sets besides, by setting */
  readonly settings: DraftTexts;
  /** What B sets otherwise than A; null: one run of stage 2 alone */
  readonly changes: DraftTexts | null;
}

/** A shipped sweep, of which some runs are what the acts train. */
export interface RecordedActs {
  /** Of the record, from the site's root */
  readonly path: string;
  /** What the sweep varied in the run that stands for a side of an act */
  readonly runs: Readonly<Record<string, Readonly<Partial<Record<Side, Readonly<Record<string, number | string>>>>>>>;
}

/** The sides that an act trains on */
export const sidesOf = ({ changes }: LessonAct): readonly Side[] => (changes ? ['a', 'b'] : ['a']);
