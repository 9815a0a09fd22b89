/**
 * @file One robot with 1 step, one with 32, or both: the second as a ghost from the same start. While a policy is
 * fine-tuned, also that policy beside the one it was.
 */
import { casts } from '../../lab/liveCast.ts';
import { isGuest } from '../../lab/liveRobot.ts';
import { Segmented } from '../kit/Segmented.tsx';
import { useLab, useLabState } from '../LabContext.tsx';

const castNames = { one: '1 step', both: 'Both', many: '32 steps', before: 'Before, after' } as const;

/** What came from a file brings one robot; this is the way back to the lab's own. */
function LeaveGuest() {
  const lab = useLab();
  return (
    <button type="button" onClick={() => void lab.robot.leaveGuest()}>
      Back to the lab’s policy
    </button>
  );
}

export function CastChoice() {
  const lab = useLab();
  const isReady = useLabState((state) => state.live.phase === 'ready');
  const cast = useLabState((state) => state.live.cast);
  const hasBefore = useLabState(({ run, live }) => run?.facts?.parent != null && run.experiment.scene === live.scene);
  const hasGuest = useLabState(({ live }) => isGuest(live.policy));
  if (hasGuest) return <LeaveGuest />;
  const options = casts
    .filter((value) => value !== 'before' || hasBefore)
    .map((value) => ({ value, label: castNames[value] }));
  return (
    <Segmented
      label="Robots on stage"
      options={options}
      value={cast}
      isDisabled={!isReady}
      onChange={(next) => lab.robot.setCast(next)}
    />
  );
}
