/** @file What a file of demonstrations must hold for a scene: the names, widths and limits that messages repeat. */
import type { ObservationColumns, SceneFacts } from '../../scenes/scene.ts';

/** The part of a scene that its demonstrations must fit. */
export type ImportScene = ObservationColumns &
  Pick<SceneFacts, 'id' | 'title' | 'actionSize' | 'actionLimit' | 'controlHz' | 'metric' | 'demonstrations'>;

/** One name for each number of an observation, in order: `object[0]`, `object[1]`, … */
export function observationColumns(scene: Pick<ImportScene, 'observation'>): string[] {
  return scene.observation.flatMap(({ key, size }) => nameColumns(key, size));
}

/** `action[0]`, `action[1]`, … */
export function actionColumns(scene: Pick<ImportScene, 'actionSize'>): string[] {
  return nameColumns('action', scene.actionSize);
}

/** Every column of a scene's CSV that must be there, in the order of the example. */
export function requiredColumns(scene: Pick<ImportScene, 'observation' | 'actionSize'>): string[] {
  return ['episode', ...observationColumns(scene), ...actionColumns(scene)];
}

export const optionalColumns = ['reward', 'success'] as const;

function nameColumns(key: string, size: number): string[] {
  return Array.from({ length: size }, (_, i) => `${key}[${i}]`);
}
