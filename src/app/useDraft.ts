/** @file The draft as panels see it. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { AddressContent } from '../lab/address.ts';
import { type Draft, readDraft } from '../lab/draft.ts';
import { useLab, useLabState } from './LabContext.tsx';

export function useDraft(): Draft {
  const texts = useLabState((state) => state.draft);
  const scenes = useLabState((state) => state.scenes);
  const preset = useLabState((state) => state.preset);
  return useMemo(() => readDraft(texts, scenes, preset), [texts, scenes, preset]);
}

/** What the second of two runs sets otherwise, for a link. */
export function useRival(): AddressContent['rival'] {
  const { pair } = useLab();
  useStore(pair.store, ({ changes }) => changes);
  return pair.validChanges;
}
