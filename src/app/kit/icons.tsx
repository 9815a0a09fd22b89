/** @file The page's pictures, drawn on a grid of 16: strokes in the colour of the text. */
import type { ReactNode } from 'react';

export function Icon({ children, filled = false }: { children: ReactNode; filled?: boolean }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

export const CloseIcon = () => (
  <Icon>
    <path d="M4 4l8 8M12 4l-8 8" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon>
    <path d="M4 6l4 4 4-4" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon filled>
    <path d="M4 2.5v11a.6.6 0 0 0 .92.5l8.6-5.5a.6.6 0 0 0 0-1L4.92 2A.6.6 0 0 0 4 2.5z" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon filled>
    <path d="M4 2.5h2.8v11H4zM9.2 2.5H12v11H9.2z" />
  </Icon>
);
export const StepIcon = () => (
  <Icon>
    <path d="M4 3.5l6 4.5-6 4.5zM12.5 3.5v9" />
  </Icon>
);
/** A slow animal: its shell, head and foot. */
export const SlowIcon = () => (
  <Icon>
    <path d="M1.5 12.5h10.2c1.6 0 2.3-1 2.3-2.3V6.5M14 6.5V4M14 6.5l-1.3-2" />
    <path d="M10.5 12.5a4 4 0 1 0-8 0M7.8 10.6a1.6 1.6 0 1 0-2.4 1.4" />
  </Icon>
);
export const ResetIcon = () => (
  <Icon>
    <path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3" />
  </Icon>
);
export const DieIcon = () => (
  <Icon>
    <rect x="2.5" y="2.5" width="11" height="11" rx="2.5" />
    <path d="M5.5 5.5h.01M10.5 5.5h.01M8 8h.01M5.5 10.5h.01M10.5 10.5h.01" strokeWidth="2" />
  </Icon>
);
export const ShareIcon = () => (
  <Icon>
    <path d="M8 10V2.5M5 5l3-3 3 3M3.5 8.5v4.2c0 .5.4.8.8.8h7.4c.4 0 .8-.3.8-.8V8.5" />
  </Icon>
);
export const CardsIcon = () => (
  <Icon>
    <rect x="2" y="2.5" width="5" height="5" rx="1" />
    <rect x="9" y="2.5" width="5" height="5" rx="1" />
    <rect x="2" y="9" width="5" height="4.5" rx="1" />
    <rect x="9" y="9" width="5" height="4.5" rx="1" />
  </Icon>
);
export const TourIcon = () => (
  <Icon>
    <path d="M3.5 14V2.2M3.5 3h8.6l-2 2.7 2 2.8H3.5" />
  </Icon>
);
export const LessonIcon = () => (
  <Icon>
    <path d="M8 4.2C6.6 3.2 4.6 2.9 2.3 3v9.2c2.3-.1 4.3.2 5.7 1.2 1.4-1 3.4-1.3 5.7-1.2V3c-2.3-.1-4.3.2-5.7 1.2zM8 4.2v9.2" />
  </Icon>
);
export const HelpIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6" />
    <path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.8.6-.8 1.1" />
    <path d="M8 11.4h.01" strokeWidth="1.8" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M13 9.6A5.6 5.6 0 1 1 6.4 3a4.6 4.6 0 0 0 6.6 6.6z" />
  </Icon>
);
export const ScreenIcon = () => (
  <Icon>
    <rect x="2" y="2.8" width="12" height="8.2" rx="1.2" />
    <path d="M5.5 13.5h5" />
  </Icon>
);
export const MenuIcon = () => (
  <Icon>
    <path d="M2.5 4h11M2.5 8h11M2.5 12h11" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />
  </Icon>
);
export const CopyIcon = () => (
  <Icon>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.4" />
    <path d="M10.5 5.3V3.6c0-.6-.5-1.1-1.1-1.1H3.6c-.6 0-1.1.5-1.1 1.1v5.8c0 .6.5 1.1 1.1 1.1h1.7" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.2" />
    <path d="M10.2 10.2l3.3 3.3" />
  </Icon>
);
