/** @file What stage 2 can begin from, and what the form has chosen. */
import { useStore } from 'zustand';
import { chosenStart, type Start, type StartChoices, startsOf } from '../../lab/finetune/starts.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import { useRuns } from '../runs/useRuns.ts';
import { useDraft } from '../useDraft.ts';

export function useStarts(): { readonly choices: StartChoices; readonly start: Start | null } {
  const { finetuning } = useLab();
  const { experiment } = useDraft();
  const scene = useLabState(({ scenes }) => scenes.find(({ id }) => id === experiment.scene));
  const runs = useRuns((state) => state.runs);
  const activeId = useRuns((state) => state.activeId);
  const chosenId = useStore(finetuning.store, (state) => state.chosenId);
  const choices = startsOf(scene, { runs, activeId });
  return { choices, start: chosenStart(experiment['finetune.start'], chosenId, choices) };
}
