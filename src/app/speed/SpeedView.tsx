/** @file The Speed view: the command line's `bench` on the visitor's machine, drawn. */
import { Hideable } from '../Hideable.tsx';
import { ChunkPanel } from './ChunkPanel.tsx';
import { GrowthPanel } from './GrowthPanel.tsx';
import { SpeedForm } from './SpeedForm.tsx';
import { SpeedTable } from './SpeedTable.tsx';
import { StepPanel } from './StepPanel.tsx';

export default function SpeedView() {
  return (
    <section className="speed" aria-label="Speed of this machine">
      <Hideable id="speed-form">
        <SpeedForm />
      </Hideable>
      <div className="speed-results">
        <Hideable id="speed-step">
          <StepPanel />
        </Hideable>
        <Hideable id="speed-latency">
          <ChunkPanel />
        </Hideable>
        <Hideable id="speed-growth">
          <GrowthPanel />
        </Hideable>
        <Hideable id="speed-table">
          <SpeedTable />
        </Hideable>
      </div>
    </section>
  );
}
