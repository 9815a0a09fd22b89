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
