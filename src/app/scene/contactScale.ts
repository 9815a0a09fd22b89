/** @file How long the arrow of a force is drawn: so that what is usual in a scene can be seen and fits into it. */
import type { SceneFamily } from '../../core/scenes/scene.ts';

/** A hand's grip is some ten newtons; a robot that lands on its foot pushes with a thousand. */
const scales: Readonly<Record<SceneFamily, number>> = { gym: 2000, robomimic: 250, kitchen: 250, toy: 50 };

/** @returns newtons that an arrow of one metre stands for */
export const newtonsPerMetre = (family: SceneFamily): number => scales[family];
