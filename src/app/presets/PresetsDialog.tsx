/** @file “What do you want to see?”: lessons as cards, with what they teach and how long they take here. */
import { resolveExperiment, settingsOfScene } from '../../core/experiment/experiment.ts';
import { estimateSeconds } from '../../lab/estimate.ts';
import { type Preset, presetGroups, presets } from '../../lab/presets.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { LessonOffer } from '../lesson/LessonOffer.tsx';
import { useIsPhone } from '../useMediaQuery.ts';
import { sayDuration } from '../words.ts';

export default function PresetsDialog({ onClose }: { onClose(): void }) {
  const lab = useLab();
  const chosen = useLabState((state) => state.preset);
  const hasRun = useLabState((state) => state.run !== null);
  const isPhone = useIsPhone();
  const choose = (preset: Preset) => {
    lab.choosePreset(preset.id);
    lab.office.announce(`${preset.title}: the form has its settings.`);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title="What do you want to see?"
      description={
        isPhone
          ? 'A card shows its scene, moved by the shipped policy. Training it needs a computer.'
          : hasRun
            ? 'A card fills the form. The run on the page goes on; Reset, then Train, begins the new one.'
            : 'A card fills the form; Train begins. Every setting can still be changed.'
      }
    >
      <LessonOffer />
      {presetGroups.map((group) => (
        <section key={group} className="card-group" aria-labelledby={`presets-${group}`}>
          <h3 id={`presets-${group}`}>{group}</h3>
          <ul className="cards">
            {presets
              .filter((preset) => preset.group === group)
              .map((preset) => (
                <li key={preset.id}>
                  <button
                    type="button"
                    className="card"
                    aria-pressed={preset.id === chosen}
                    onClick={() => choose(preset)}
                  >
                    <span className="card-title">{preset.title}</span>
                    <span className="card-facts">
                      <SceneTitle id={preset.scene} />
                      {!isPhone && <Minutes preset={preset} />}
                    </span>
                    <span className="card-teaches">{preset.teaches}</span>
                    <span className="card-watch">
                      <strong>Watch</strong> {preset.watch}
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}

function SceneTitle({ id }: { id: string }) {
  const scene = useLabState((state) => state.scenes.find((candidate) => candidate.id === id));
  return <span>{scene?.title ?? id}</span>;
}

function Minutes({ preset }: { preset: Preset }) {
  const scene = useLabState((state) => state.scenes.find((candidate) => candidate.id === preset.scene));
  const report = useLabState((state) => state.backend.report);
  const measured = report?.candidates.find(({ backend }) => backend === report.backend)?.stepMilliseconds;
  if (!scene || !measured) return <span>time here: being measured</span>;
  const experiment = resolveExperiment({ ...preset.settings, scene: preset.scene }, settingsOfScene(scene));
  if (preset.sweep?.policy) return <span>nothing to train</span>;
  const seconds = countRuns(preset) * estimateSeconds(experiment, scene, measured, resolveExperiment({}));
  // An estimate is not said to the second.
  return <span>about {sayDuration(Math.ceil(seconds / 10) * 10)} here</span>;
}

/** Two runs side by side take about as long as one after the other. */
function countRuns({ rival, sweep }: Preset): number {
  const grid = Object.values(sweep?.grid ?? {});
  return grid.reduce((product, values) => product * values.length, rival ? 2 : 1);
}
