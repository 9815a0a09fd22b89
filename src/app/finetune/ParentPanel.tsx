/** @file The fine-tuned policy paired with its parent: the same episodes before and after, and how sure that is. */
import { useMemo } from 'react';
import { useStepView } from '../charts/stepCursor.ts';
import { useMetric } from '../charts/useMetric.ts';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { PairedReturns, PairedSuccesses } from '../pair/PairedTables.tsx';
import { sayCount } from '../words.ts';
import { compareWithParent, sayReturnVerdict, saySuccessVerdict } from './parentComparison.ts';

export function ParentPanel() {
  const success = useLabState((state) => state.success);
  const isOfStage2 = useLabState((state) => (state.run ?? state.recorded)?.experiment.stage === 'finetune');
  const cursor = useStepView((view) => view.cursor);
  const metric = useMetric();
  // The bootstrap takes a while where there are many episodes: not at each render.
  const compared = useMemo(() => (isOfStage2 ? compareWithParent(success, cursor) : []), [success, cursor, isOfStage2]);
  const successes = compared.flatMap(({ success: one }) => (one ? [one] : []));
  const returns = compared.flatMap(({ return: one }) => (one ? [one] : []));
  return (
    <Panel title="Paired with its parent" className="finetune-parent">
      {compared.length === 0 ? (
        <p className="help">
          Stage 1 plays the evaluation’s episodes first, with the same starts and the same noise. Each later evaluation
          is compared with it here.
        </p>
      ) : (
        <div className="pair-tables">
          {metric === 'success' ? (
            <PairedSuccesses
              comparisons={successes}
              caption={captionOf(successes)}
              only={['only before', 'only after']}
              gain="gain in points (95 %)"
              say={saySuccessVerdict}
              chance="Of many looks, 1 in 20 is below 0.05 by chance."
            />
          ) : (
            <PairedReturns
              comparisons={returns}
              caption={captionOf(returns)}
              gain="gain in return"
              say={sayReturnVerdict}
            />
          )}
        </div>
      )}
    </Panel>
  );
}

const captionOf = ([first]: readonly { readonly step: number }[]) =>
  `The same episodes before, and after ${sayCount(first?.step ?? 0)} environment steps`;
