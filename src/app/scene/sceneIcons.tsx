/** @file The scene's own pictures. */
import { Icon } from '../kit/icons.tsx';

/** The corners of a picture, with its middle */
export const FirstViewIcon = () => (
  <Icon>
    <path d="M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3" />
    <circle cx="8" cy="8" r="1.6" />
  </Icon>
);
/** A sight on something that moves */
export const FollowIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="4.2" />
    <path d="M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3" />
  </Icon>
);
/** A force from the ground */
export const ContactsIcon = () => (
  <Icon>
    <path d="M2 13.5h12M8 13V3.2M5 6l3-3 3 3" />
  </Icon>
);
/** Two limbs and the axis that they turn about */
export const JointsIcon = () => (
  <Icon>
    <circle cx="8" cy="9" r="2.2" />
    <path d="M6.2 10.4L2.5 13.5M9.8 10.4l3.7 3.1M8 6.8V2M6.4 3.4L8 1.8l1.6 1.6" />
  </Icon>
);
/** A shape as a few lines */
export const CollisionsIcon = () => (
  <Icon>
    <path d="M8 1.8l5.5 3v6.4l-5.5 3-5.5-3V4.8zM2.5 4.8L8 8l5.5-3.2M8 8v6.2" />
  </Icon>
);
export const NextEpisodeIcon = () => (
  <Icon>
    <path d="M3 3.5L7.5 8 3 12.5zM8 3.5L12.5 8 8 12.5zM13.5 3.5v9" />
  </Icon>
);
export const ReplayIcon = () => (
  <Icon>
    <path d="M3.2 9a5 5 0 1 0 1.4-4.5M3 2.2v3.2h3.2" />
    <path d="M7 6.4v3.8l2.9-1.9z" fill="currentColor" stroke="none" />
  </Icon>
);
