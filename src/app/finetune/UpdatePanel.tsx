/** @file What each update of PPO did: six numbers over environment steps, side by side. */
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { updateMeasures } from './measureWords.ts';
import { UpdateTile } from './UpdateTile.tsx';

export function UpdatePanel() {
  const targetKl = useLabState((state) => (state.run ?? state.recorded)?.experiment['finetune.targetKl'] ?? 0);
  return (
    <Panel title="Each update" className="finetune-update">
      <div className="update-tiles">
        {updateMeasures.map((measure) => (
          <UpdateTile
            key={measure}
            measure={measure}
            target={measure === 'klDivergence' && targetKl > 0 ? targetKl : null}
          />
        ))}
      </div>
    </Panel>
  );
}
