/** @file B's form: A's, with the changes on top. */
import { settings } from '../../core/experiment/settings.ts';
import type { DraftTexts } from '../draft.ts';

const [scene] = settings;

/** Another scene has other demonstration sets, so that A's is not asked for there. */
export function rivalTexts(texts: DraftTexts, changes: DraftTexts): DraftTexts {
  const isOtherScene = changes.scene !== undefined && changes.scene !== (texts.scene ?? scene.default);
  if (!isOtherScene) return { ...texts, ...changes };
  const { demonstrations: _, ...others } = texts;
  return { ...others, ...changes };
}
