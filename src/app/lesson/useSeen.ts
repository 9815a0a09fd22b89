/** @file What the runs show to the lesson's questions, as it changes. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { LabState } from '../../lab/labState.ts';
import type { LessonState } from '../../lab/lesson/lessonState.ts';
import { readSide, type SideReading } from '../../lab/lesson/sideReading.ts';
import type { Side } from '../../lab/pair/pairState.ts';
import { useLab } from '../LabContext.tsx';
import type { Seen } from './question.ts';

export function useLessonState<T>(select: (lesson: LessonState) => T): T {
  return useStore(useLab().lesson.store, select);
}

const readable = ({ run, recorded, progress, representation, success, finetuning }: LabState) => ({
  run,
  recorded,
  progress,
  representation,
  success,
  finetuning,
});

export function useReading(side: Side): SideReading | null {
  const state = useStore(useLab().pair.shown[side], useShallow(readable));
  return useMemo(() => readSide(state), [state]);
}

export function useSeen(): Seen {
  const { act, remembered, recorded } = useLessonState((lesson) => lesson);
  const now = { a: useReading('a'), b: useReading('b') };
  return act === null ? (recorded ?? {}) : { ...remembered, [act]: now };
}
