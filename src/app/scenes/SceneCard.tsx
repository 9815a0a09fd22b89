/** @file One scene in the gallery: its picture, what it teaches, what it is measured by, how long a training takes. */
import type { SceneFacts } from '../../core/scenes/scene.ts';
import { sayEstimate, useEstimate } from '../useEstimate.ts';
import { ScenePicture } from './ScenePicture.tsx';

interface SceneCardProps {
  readonly scene: SceneFacts;
  readonly variants: readonly SceneFacts[];
  /** Id of the scene that the form has */
  readonly chosen: string;
  /** Nothing is trained on one */
  readonly isPhone: boolean;
  onChoose(scene: SceneFacts): void;
}

export function SceneCard({ scene, variants, chosen, isPhone, onChoose }: SceneCardProps) {
  return (
    <li>
      <button
        type="button"
        className="card scene-card"
        data-scene={scene.id}
        aria-pressed={scene.id === chosen}
        onClick={() => onChoose(scene)}
      >
        <ScenePicture scene={scene.id} />
        <span className="card-title">{scene.title}</span>
        <span className="card-facts">
          <span>{scene.metric === 'success' ? 'measured by success' : 'measured by return'}</span>
          {!isPhone && <TrainingTime scene={scene} />}
        </span>
        <span className="card-teaches">{scene.summary}</span>
      </button>
      {variants.length > 0 && (
        <details className="variants" open={variants.some(({ id }) => id === chosen) || undefined}>
          <summary>{variants.length === 1 ? 'Another version' : `${variants.length} other versions`}</summary>
          <ul aria-label={`Other versions of ${scene.title}`}>
            {variants.map((variant) => (
              <li key={variant.id}>
                <button
                  type="button"
                  data-scene={variant.id}
                  aria-pressed={variant.id === chosen}
                  onClick={() => onChoose(variant)}
                >
                  <strong>{variant.variant!.name}</strong> {variant.variant!.description}
                  {variant.demonstrations.length === 0 && <span className="faint"> Own demonstrations only.</span>}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function TrainingTime({ scene }: { scene: SceneFacts }) {
  const seconds = useEstimate(scene);
  if (scene.demonstrations.length === 0) return <span>trains on your own demonstrations</span>;
  return <span>{seconds === null ? sayEstimate(seconds) : `trains in ${sayEstimate(seconds)}`}</span>;
}
