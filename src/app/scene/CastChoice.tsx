/** @file One robot with 1 step, one with 32, or both: the second as a ghost from the same start. */
import { casts } from '../../lab/liveCast.ts';
import { Segmented } from '../kit/Segmented.tsx';
import { useLab, useLabState } from '../LabContext.tsx';

const castNames = { one: '1 step', both: 'Both', many: '32 steps' } as const;
const options = casts.map((value) => ({ value, label: castNames[value] }));

export function CastChoice() {
  const lab = useLab();
  const isReady = useLabState((state) => state.live.phase === 'ready');
  const cast = useLabState((state) => state.live.cast);
  return (
    <Segmented
      label="Network calls for one action chunk"
      options={options}
      value={cast}
      isDisabled={!isReady}
      onChange={(next) => lab.setLiveCast(next)}
    />
  );
}
