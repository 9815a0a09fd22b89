/** @file What one call of the network does, opened up: below the robot whose moment it shows. */
import { useEffect } from 'react';
import { isPlanar } from '../../lab/inspector.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { DieIcon } from '../kit/icons.tsx';
import { Switch } from '../kit/Switch.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { ChunkView } from './ChunkView.tsx';
import { PlaneView } from './PlaneView.tsx';
import { useInspector } from './useInspector.ts';

export default function OneStepPanel() {
  const lab = useLab();
  useEffect(() => {
    lab.inspector.open();
    return () => lab.inspector.close();
  }, [lab]);
  return (
    <Panel title="One step, opened up" className="one-step-panel" actions={<Actions />}>
      <Contents />
    </Panel>
  );
}

function Contents() {
  const policy = useInspector((state) => state.policy);
  const problem = useInspector((state) => state.problem);
  if (problem) {
    return (
      <p className="help" role="alert">
        Nothing can be opened up: {problem}
      </p>
    );
  }
  if (!policy) return <p className="help">Waiting for a policy to act.</p>;
  return isPlanar(policy) ? <PlaneView policy={policy} /> : <ChunkView policy={policy} />;
}

function Actions() {
  const lab = useLab();
  const isHeld = useInspector((state) => state.isHeld);
  const isReady = useLabState((state) => state.live.phase === 'ready');
  const holdStart = () => {
    lab.inspector.holdNextStart();
    void lab.robot.newEpisode();
  };
  return (
    <div className="one-step-actions">
      <button type="button" className="quiet" disabled={!isReady} onClick={holdStart}>
        Hold a start
      </button>
      <Switch label="Hold this moment" isOn={isHeld} onChange={(isOn) => lab.inspector.hold(isOn)} />
      <IconButton label="New noise" icon={<DieIcon />} onClick={() => lab.inspector.newNoise()} />
    </div>
  );
}
