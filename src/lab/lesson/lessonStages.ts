/** @file What each step of the lesson sets: the view, who is on stage, and which training it needs. */
import type { View } from '../displayAddress.ts';
import type { CastName } from '../liveCast.ts';
import type { ActName } from './collapseActs.ts';
import type { LessonStepId } from './lessonPlace.ts';

export interface LessonStage {
  readonly view: View;
  /** Null: nothing is trained for this step */
  readonly act: ActName | null;
  /** Where the robot is what there is to see */
  readonly cast?: CastName;
}

const stages: Readonly<Record<LessonStepId, LessonStage>> = {
  doors: { view: 'lab', act: null, cast: 'both' },
  'two-runs': { view: 'pair', act: 'rescue' },
  rank: { view: 'pair', act: 'rescue' },
  picture: { view: 'pair', act: 'rescue' },
  success: { view: 'pair', act: 'rescue' },
  information: { view: 'pair', act: 'rescue' },
  control: { view: 'pair', act: 'control' },
  'your-turn': { view: 'pair', act: null },
};

export const stageOf = (id: LessonStepId): LessonStage => stages[id];
