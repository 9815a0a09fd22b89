/** @file Holds one side still, as a reference for the other. */
import type { Side } from '../../lab/pair/pairState.ts';
import { Tooltip } from '../kit/Tooltip.tsx';
import { useLab } from '../LabContext.tsx';
import { useIsPhone } from '../useMediaQuery.ts';
import { otherSide, sideLetters } from './sides.ts';
import { usePair } from './useSides.ts';

export function FreezeButton({ side }: { side: Side }) {
  const lab = useLab();
  const isFrozen = usePair((pair) => pair.frozen === side);
  const [letter, other] = [sideLetters[side], sideLetters[otherSide(side)]];
  // Where nothing trains, there is nothing to hold still.
  if (useIsPhone()) return null;
  const toggle = () => {
    void lab.pair.freeze(isFrozen ? null : side);
    lab.office.announce(
      isFrozen
        ? `Run ${letter} moves again.`
        : `Run ${letter} is frozen: train, step and reset act on run ${other} alone.`,
    );
  };
  return (
    <Tooltip text={isFrozen ? `Let run ${letter} move again` : `Keep run ${letter} as it is: only ${other} moves`}>
      <button type="button" className="quiet freeze" aria-pressed={isFrozen} onClick={toggle}>
        {isFrozen ? `❄ Frozen` : 'Freeze'}
        <span className="visually-hidden"> run {letter}</span>
      </button>
    </Tooltip>
  );
}
