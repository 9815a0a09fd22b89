/** @file From a frame inside another page to the whole lab, with the same experiment. */
import { emptyContent, encodeAddress } from '../../lab/address.ts';
import { draftDifferences } from '../../lab/draft.ts';
import { useDisplay, useLabState } from '../LabContext.tsx';
import { useDraft, useRival } from '../useDraft.ts';

export function OpenInLab() {
  return (
    <a className="open-in-lab" href={useWholeLabAddress()} target="_blank" rel="noopener">
      Open in the lab ↗
    </a>
  );
}

function useWholeLabAddress(): string {
  const draft = useDraft();
  const preset = useLabState((state) => state.preset);
  const rival = useRival();
  const view = useDisplay((display) => display.view);
  const lesson = useDisplay((display) => display.lesson);
  const content = { ...emptyContent, settings: draftDifferences(draft), preset, rival, view, lesson };
  return `${location.pathname}${location.search}${encodeAddress(content)}`;
}
