/** @file What to export and how to check it; or a file to open: a bundle, or a runner's log. */
import { useId } from 'react';
import { exportEpisodes, exportSteps } from '../../lab/deployment/deploymentState.ts';
import type { ExportSource } from '../../lab/deployment/sources.ts';
import { Segmented } from '../kit/Segmented.tsx';
import { useLab } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { saySteps } from '../words.ts';
import { OpenRobotFile } from './OpenRobotFile.tsx';
import { useDeployment } from './useDeployment.ts';
import { useSources } from './useSources.ts';
import { WorkLine } from './WorkLine.tsx';

export default function ExportForm() {
  return (
    <Panel title="Export" className="experiment export-form">
      <p className="help">
        A policy leaves the page as an ONNX bundle: graph, manifest and test vectors. It is checked in an independent
        runtime before it is offered.
      </p>
      <MakeForm />
      <WorkLine />
      <OpenRobotFile />
    </Panel>
  );
}

function MakeForm() {
  const { deployment } = useLab();
  const { sources, source } = useSources();
  const steps = useDeployment((state) => state.steps);
  const episodes = useDeployment((state) => state.episodes);
  const isWorking = useDeployment((state) => state.work !== null);
  const id = useId();
  if (!source) {
    return (
      <p className="help" role="note">
        There is no policy of this scene yet: train one in the Lab, or choose another scene.
      </p>
    );
  }
  return (
    <form
      className="export-fields"
      aria-label="Export"
      onSubmit={(event) => {
        event.preventDefault();
        void deployment.export();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-policy`}>Policy</label>
        <select
          id={`${id}-policy`}
          value={source.key}
          disabled={isWorking}
          onChange={(event) => deployment.choose(event.target.value)}
        >
          {sources.map((each) => (
            <option key={each.key} value={each.key}>
              {nameOf(each)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-steps`}>Steps in the graph (K)</label>
        <select
          id={`${id}-steps`}
          value={steps}
          disabled={isWorking}
          onChange={(event) => deployment.setSteps(Number(event.target.value))}
        >
          {exportSteps.map((count) => (
            <option key={count} value={count}>
              {saySteps(count)}
            </option>
          ))}
        </select>
      </div>
      <div className="export-episodes">
        <span>Closed loop</span>
        <Segmented
          label="Episodes of the closed loop"
          options={exportEpisodes.map((count) => ({ value: count, label: `${count} episodes` }))}
          value={episodes}
          isDisabled={isWorking}
          onChange={(count) => deployment.setEpisodes(count)}
        />
      </div>
      <button type="submit" className="primary" disabled={isWorking}>
        Export and check
      </button>
    </form>
  );
}

function nameOf({ kind, id, name }: ExportSource): string {
  if (kind === 'shipped') return 'The shipped policy';
  if (kind === 'start') return `Shipped: ${id}`;
  // An id tells two runs of one name apart in the manifest; a person knows the name.
  const plain = name.replace(/ \([^)]*\)$/, '');
  return kind === 'page' ? `On this page: ${plain}` : plain;
}
