/** @file Beside the scene: the bundle with its check and its latency, or a runner's log. */
import { Hideable } from '../Hideable.tsx';
import { BundlePanel } from './BundlePanel.tsx';
import { ExportLatency } from './ExportLatency.tsx';
import { LogPanel } from './LogPanel.tsx';
import { useDeployment } from './useDeployment.ts';

export default function ExportColumn() {
  const log = useDeployment((state) => state.log);
  if (log) {
    return (
      <Hideable id="export-log">
        <LogPanel key={log.name} shown={log} />
      </Hideable>
    );
  }
  return (
    <>
      <Hideable id="export-check">
        <BundlePanel />
      </Hideable>
      <Hideable id="export-latency">
        <ExportLatency />
      </Hideable>
    </>
  );
}
