/** @file Says that the charts show a run that was recorded elsewhere, until there is one here. */
import { useLabState } from '../LabContext.tsx';
import { useIsPhone } from '../useMediaQuery.ts';

export function RecordedLabel() {
  const name = useLabState((state) => (state.run ? null : (state.recorded?.name ?? null)));
  const isPhone = useIsPhone();
  if (!name) return null;
  return (
    <p className="recorded-label" role="note" aria-label="Recorded run">
      <strong>Recorded run: {name}.</strong> {!isPhone && 'Train takes its place with your own.'}
    </p>
  );
}
