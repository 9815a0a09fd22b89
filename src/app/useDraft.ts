/** @file The draft as panels see it. */
import { useMemo } from 'react';
import { type Draft, readDraft } from '../lab/draft.ts';
import { useLabState } from './LabContext.tsx';

export function useDraft(): Draft {
  const texts = useLabState((state) => state.draft);
  const scenes = useLabState((state) => state.scenes);
  const preset = useLabState((state) => state.preset);
  return useMemo(() => readDraft(texts, scenes, preset), [texts, scenes, preset]);
}
