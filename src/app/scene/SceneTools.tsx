/** @file What can be done with the view of the scene: its first view, following, and the forces of contacts. */
import type { SceneViewer } from '../../viewer/sceneViewer.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { ContactsIcon, FirstViewIcon, FollowIcon } from './sceneIcons.tsx';

interface SceneToolsProps {
  readonly viewer: SceneViewer | null;
  /** The body that can be followed, as it is said; null for none */
  readonly followable: string | null;
  readonly isFollowing: boolean;
  onFollow(isFollowing: boolean): void;
}

export function SceneTools({ viewer, followable, isFollowing, onFollow }: SceneToolsProps) {
  const lab = useLab();
  const showsContacts = useLabState((state) => state.live.showsContacts);
  return (
    <div className="scene-tools">
      <IconButton
        label="First view"
        hint="First view (Home on the scene)"
        icon={<FirstViewIcon />}
        disabled={!viewer}
        onClick={() => viewer?.resetCamera()}
      />
      {followable && (
        <IconButton
          label={`Follow the ${followable}`}
          icon={<FollowIcon />}
          isPressed={isFollowing}
          disabled={!viewer}
          onClick={() => onFollow(!isFollowing)}
        />
      )}
      <IconButton
        label="Contact forces"
        hint="Contact forces: where bodies touch, and how hard"
        icon={<ContactsIcon />}
        isPressed={showsContacts}
        onClick={() => lab.setLiveContacts(!showsContacts)}
      />
    </div>
  );
}
