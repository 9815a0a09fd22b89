/** @file What can be done with the view of the scene: its first view, following, and what explains the robot. */
import type { SceneViewer } from '../../viewer/sceneViewer.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { useLab, useLabFields } from '../LabContext.tsx';
import { CollisionsIcon, ContactsIcon, FirstViewIcon, FollowIcon, JointsIcon } from './sceneIcons.tsx';

interface SceneToolsProps {
  readonly viewer: SceneViewer | null;
  /** The body that can be followed, as it is said; null for none */
  readonly followable: string | null;
  readonly isFollowing: boolean;
  onFollow(isFollowing: boolean): void;
}

export function SceneTools({ viewer, followable, isFollowing, onFollow }: SceneToolsProps) {
  const lab = useLab();
  const { showsContacts, showsJoints, showsCollisions } = useLabFields(({ live }) => ({
    showsContacts: live.showsContacts,
    showsJoints: live.showsJoints,
    showsCollisions: live.showsCollisions,
  }));
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
        hint="Contact forces: where bodies touch, and how hard (C)"
        icon={<ContactsIcon />}
        isPressed={showsContacts}
        onClick={() => lab.robot.setContacts(!showsContacts)}
      />
      <IconButton
        label="Joint axes"
        hint="Joint axes: where and how the robot can move (J)"
        icon={<JointsIcon />}
        isPressed={showsJoints}
        onClick={() => lab.robot.setJoints(!showsJoints)}
      />
      <IconButton
        label="Collision shapes"
        hint="Collision shapes: what the physics touches with (K)"
        icon={<CollisionsIcon />}
        isPressed={showsCollisions}
        onClick={() => lab.robot.setCollisions(!showsCollisions)}
      />
    </div>
  );
}
