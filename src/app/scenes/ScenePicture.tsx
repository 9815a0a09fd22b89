/** @file The picture of a scene, which `e2e/thumbnails.shots.ts` takes; where there is none, its place stays empty. */
import { useState } from 'react';
import { useTheme } from '../useTheme.ts';
import { pictureSize } from './pictureSize.ts';

export function ScenePicture({ scene }: { scene: string }) {
  const theme = useTheme();
  const [isMissing, setMissing] = useState(false);
  return (
    <span className="scene-picture">
      {!isMissing && (
        <img
          src={`scenes/${scene}-${theme}.webp`}
          alt=""
          {...pictureSize}
          loading="lazy"
          decoding="async"
          onError={() => setMissing(true)}
        />
      )}
    </span>
  );
}
