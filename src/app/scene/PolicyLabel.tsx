/** @file Says which policy moves the robot that is watched. */
import { useLabState } from '../LabContext.tsx';
import { sayCount } from '../words.ts';

export function PolicyLabel() {
  const policy = useLabState((state) => state.live.policy);
  return (
    <span className="policy-label" data-policy={policy.kind}>
      {policy.kind === 'shipped' ? 'Shipped policy' : `This run, step ${sayCount(policy.step)}`}
    </span>
  );
}
