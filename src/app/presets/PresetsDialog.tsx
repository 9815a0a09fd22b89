/** @file “What do you want to see?”: lessons as cards, with what they teach and how long they take here. */
import { type Preset, presetGroups, presets } from '../../lab/presets.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { LessonOffer } from '../lesson/LessonOffer.tsx';
import { sayEstimate, useEstimate } from '../useEstimate.ts';
import { useIsPhone } from '../useMediaQuery.ts';

export default function PresetsDialog({ onClose }: { onClose(): void }) {
  const lab = useLab();
  const chosen = useLabState((state) => state.preset);
  const hasRun = useLabState((state) => state.run !== null);
  const offered = useOfferedPresets();
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
      {presetGroups
        .filter((group) => offered.some((preset) => preset.group === group))
        .map((group) => (
          <section key={group} className="card-group" aria-labelledby={`presets-${group}`}>
            <h3 id={`presets-${group}`}>{group}</h3>
            <ul className="cards">
              {offered
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

/** What cannot be trained is not offered: a scene may have no demonstrations yet. */
function useOfferedPresets(): readonly Preset[] {
  const scenes = useLabState((state) => state.scenes);
  const canTrain = (id: string) => scenes.some((scene) => scene.id === id && scene.demonstrations.length > 0);
  return scenes.length === 0 ? [] : presets.filter(({ scene }) => canTrain(scene));
}

function SceneTitle({ id }: { id: string }) {
  const scene = useLabState((state) => state.scenes.find((candidate) => candidate.id === id));
  return <span>{scene?.title ?? id}</span>;
}

function Minutes({ preset }: { preset: Preset }) {
  const scene = useLabState((state) => state.scenes.find((candidate) => candidate.id === preset.scene) ?? null);
  const seconds = useEstimate(scene, preset.settings);
  if (preset.sweep?.policy) return <span>nothing to train</span>;
  return <span>{sayEstimate(seconds && seconds * countRuns(preset))}</span>;
}

/** Two runs side by side take about as long as one after the other. */
function countRuns({ rival, sweep }: Preset): number {
  const grid = Object.values(sweep?.grid ?? {});
  return grid.reduce((product, values) => product * values.length, rival ? 2 : 1);
}
