/** @file The bundle: whether it passed its check, with the figures, what is in it, and its download. */
import type { ShownBundle } from '../../lab/deployment/deploymentState.ts';
import { verdictOf } from '../../lab/deployment/verdict.ts';
import { saveFile } from '../charts/export/saveFile.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { CloseIcon } from '../kit/icons.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayBytes } from '../words.ts';
import { CheckFigures } from './CheckFigures.tsx';
import { BundleContents, PlannedContents } from './Contents.tsx';
import { sayVerdict, simulationOnly } from './exportWords.ts';
import { useDeployment } from './useDeployment.ts';

export function BundlePanel() {
  const bundle = useDeployment((state) => state.bundle);
  const { deployment } = useLab();
  const close = <IconButton label="Close the bundle" icon={<CloseIcon />} onClick={() => deployment.close()} />;
  return (
    <Panel title={bundle ? 'Bundle' : 'What will be exported'} className="export-bundle" actions={bundle && close}>
      <div className="export-scroll">
        {bundle ? (
          <>
            <BundleHead bundle={bundle} />
            <CheckFigures bundle={bundle} />
            <BundleContents manifest={bundle.manifest} />
          </>
        ) : (
          <PlannedContents />
        )}
      </div>
    </Panel>
  );
}

/** What moves the robot while the bundle is watched */
const actingWords = {
  graph: 'In the scene policy.onnx itself acts, in onnxruntime-web.',
  weights:
    'In the scene the weights of policy.onnx act in plain arithmetic: onnxruntime-web could not be started there.',
} as const;

function BundleHead({ bundle }: { bundle: ShownBundle }) {
  const { deployment } = useLab();
  const check = useDeployment((state) => state.check);
  const isWorking = useDeployment((state) => state.work !== null);
  const through = useLabState(({ live: { phase, policy } }) =>
    phase === 'ready' && policy.kind === 'bundle' && policy.name === bundle.name ? policy.through : null,
  );
  const { name, origin, file, manifest } = bundle;
  const verdict = verdictOf(check, manifest.scene.metric);
  return (
    <div className="bundle-head">
      <p className="bundle-name">
        <strong>{name}</strong> <span className="faint">{sayBytes(file.size)}</span>
      </p>
      <p className="bundle-verdict" data-verdict={verdict.kind} role={verdict.kind === 'failed' ? 'alert' : 'status'}>
        {sayVerdict(verdict, origin, isWorking)}
      </p>
      <p className="simulation-only">
        {manifest.hardware.status === 'checked on the robot'
          ? `Checked on ${manifest.hardware.robot} by ${manifest.hardware.by}, ${manifest.hardware.at.slice(0, 10)}.`
          : simulationOnly}
      </p>
      <div className="bundle-actions">
        {origin === 'made' && verdict.kind === 'passed' && (
          <button type="button" className="primary" onClick={() => saveFile(name, file)}>
            Download
          </button>
        )}
        {verdict.kind === 'unchecked' && !isWorking && (
          <button type="button" onClick={() => void deployment.check()}>
            Check in closed loop
          </button>
        )}
        {!through && (
          <button type="button" disabled={isWorking && origin === 'opened'} onClick={() => void deployment.watch()}>
            Watch it in the scene
          </button>
        )}
        {through && <p className="help">{actingWords[through]}</p>}
      </div>
    </div>
  );
}
