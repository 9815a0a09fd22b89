/** @file From a frame inside another page to the whole lab, with the same experiment. */
import { type AddressContent, encodeAddress } from '../../lab/address.ts';
import { draftDifferences } from '../../lab/draft.ts';
import { useDisplay, useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';

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
  const view = useDisplay((display) => display.view);
  const content: AddressContent = {
    settings: draftDifferences(draft),
    preset,
    view,
    mode: 'full',
    theme: null,
    hidden: [],
  };
  return `${location.pathname}${location.search}${encodeAddress(content)}`;
}
