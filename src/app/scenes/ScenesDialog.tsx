/** @file “Which robot, which task?”: every scene as a card with its picture; other versions of a scene stand below it. */
import type { SceneFacts, SceneFamily } from '../../core/scenes/scene.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';
import { useIsPhone } from '../useMediaQuery.ts';
import { SceneCard } from './SceneCard.tsx';

const families: readonly { readonly family: SceneFamily; readonly title: string }[] = [
  { family: 'gym', title: 'Locomotion' },
  { family: 'robomimic', title: 'Manipulation' },
  { family: 'kitchen', title: 'Kitchen' },
  { family: 'toy', title: 'Small worlds' },
];

export default function ScenesDialog({ onClose }: { onClose(): void }) {
  const lab = useLab();
  const scenes = useLabState((state) => state.scenes);
  const hasRun = useLabState((state) => state.run !== null);
  const { experiment, defaults } = useDraft();
  const isPhone = useIsPhone();
  const choose = (scene: SceneFacts) => {
    if (scene.id !== experiment.scene) lab.chooseScene(scene.id);
    lab.office.announce(`${scene.title}: the robot is here, and the form has its settings.`);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title="Which robot, which task?"
      description={
        isPhone
          ? 'A card shows its scene, and its robot where a policy comes with it. Training needs a computer.'
          : hasRun
            ? 'A card shows its scene and fills the form. The run on the page goes on in its own scene.'
            : 'A card shows its scene and fills the form; Train begins.'
      }
    >
      {families.map(({ family, title }) => {
        const members = scenes.filter((scene) => scene.family === family && !scene.variant);
        if (members.length === 0) return null;
        return (
          <section key={family} className="card-group" aria-labelledby={`scenes-${family}`}>
            <h3 id={`scenes-${family}`}>{title}</h3>
            <ul className="cards scene-cards">
              {members.map((scene) => (
                <SceneCard
                  key={scene.id}
                  scene={scene}
                  variants={scenes.filter(({ variant }) => variant?.of === scene.id)}
                  chosen={defaults.scene}
                  isPhone={isPhone}
                  onChoose={choose}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </Dialog>
  );
}
