/** @file Says which policy moves the robot that is watched. */
import { useLabState } from '../LabContext.tsx';
import { sayPolicy } from './robotWords.ts';

export function PolicyLabel() {
  const policy = useLabState((state) => state.live.policy);
  return (
    <span className="policy-label" data-policy={policy.kind}>
      {sayPolicy(policy)}
    </span>
  );
}
