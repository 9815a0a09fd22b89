/** @file What the check found, in figures: test vectors, and the closed loop beside the trainer. */
import type { ShownBundle } from '../../lab/deployment/deploymentState.ts';
import { sayCount, sayNumber } from '../words.ts';
import { sayDisagreements, saySide, sayVectors } from './exportWords.ts';
import { useDeployment } from './useDeployment.ts';

export function CheckFigures({ bundle }: { bundle: ShownBundle }) {
  const check = useDeployment((state) => state.check);
  const { closedLoop } = check;
  const isReturn = bundle.manifest.scene.metric === 'return';
  return (
    <section aria-label="Check">
      <h3>Check</h3>
      <dl className="run-facts">
        <div>
          <dt title="Of an action as the network draws it, between −1 and 1">
            Normalised action units off the trainer
          </dt>
          <dd data-testid="vector-error">{sayVectors(check)}</dd>
        </div>
        <div>
          <dt>Closed loop, exported graph</dt>
          <dd data-testid="closed-loop">
            {closedLoop ? saySide(closedLoop.exported, closedLoop.episodes, isReturn) : 'not yet'}
          </dd>
        </div>
        <div>
          <dt>Closed loop, trainer</dt>
          <dd>{closedLoop ? saySide(closedLoop.trainer, closedLoop.episodes, isReturn) : 'not yet'}</dd>
        </div>
        {closedLoop && (
          <div>
            <dt title="Same length and same success, from the same initial state and noise">Episodes that agree</dt>
            <dd>
              {sayCount(closedLoop.agreed)} of {sayCount(closedLoop.episodes)}
              {isReturn && (
                <span className="faint">, return at most {sayNumber(closedLoop.largestReturnDifference)} apart</span>
              )}
            </dd>
          </div>
        )}
      </dl>
      {closedLoop && closedLoop.disagreements.length > 0 && (
        <ul className="disagreements">
          {sayDisagreements(closedLoop).map((said) => (
            <li key={said}>{said}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
