/** @file The one table of shortcuts: the key listener acts on it, the help dialog shows it. */
import type { Lab } from '../../lab/lab.ts';
import { drawSeed } from '../top/drawSeed.ts';

export interface Shortcut {
  /** Keys pressed one after the other, as `KeyboardEvent.key` names them */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: 'Training' | 'Robot' | 'Page';
  act(lab: Lab): void;
}

export const shortcuts: readonly Shortcut[] = [
  { keys: [' '], label: 'Train, or pause', group: 'Training', act: toggleTraining },
  { keys: ['s'], label: 'One optimiser step', group: 'Training', act: (lab) => canMove(lab) && void lab.step() },
  {
    keys: ['m'],
    label: 'Slow motion, on or off',
    group: 'Training',
    act: (lab) => void lab.setSlowMotion(!lab.state.slowMotion),
  },
  { keys: ['r'], label: 'Reset, same seed', group: 'Training', act: (lab) => canReset(lab) && void lab.reset() },
  { keys: ['n'], label: 'Reset with a new seed', group: 'Training', act: takeNewSeed },
  {
    keys: ['p'],
    label: 'Robot: play or pause',
    group: 'Robot',
    act: (lab) => void lab.setLivePlaying(!lab.state.live.isPlaying),
  },
  { keys: ['e'], label: 'Robot: new episode', group: 'Robot', act: (lab) => void lab.newEpisode() },
  { keys: ['1'], label: 'Robot with 1 step', group: 'Robot', act: (lab) => void lab.setLiveCast('one') },
  { keys: ['2'], label: 'Robots with 1 and with 32 steps', group: 'Robot', act: (lab) => void lab.setLiveCast('both') },
  { keys: ['3'], label: 'Robot with 32 steps', group: 'Robot', act: (lab) => void lab.setLiveCast('many') },
  { keys: ['g', 'l'], label: 'Go to the lab', group: 'Page', act: (lab) => lab.display.setView('lab') },
  {
    keys: ['g', 'o'],
    label: 'Go to one step, opened up',
    group: 'Page',
    act: (lab) => lab.display.setView('one-step'),
  },
  { keys: ['g', 'r'], label: 'Go to the runs', group: 'Page', act: (lab) => lab.display.setView('runs') },
  { keys: ['?'], label: 'This help', group: 'Page', act: (lab) => lab.display.openDialog('help') },
];

/** How keys are printed: `Space`, `G then L`. */
export const sayKeys = (keys: readonly string[]): string =>
  keys.map((key) => (key === ' ' ? 'Space' : key.toUpperCase())).join(' then ');

const phaseOf = (lab: Lab) => lab.state.run?.phase ?? null;

function canMove(lab: Lab): boolean {
  const phase = phaseOf(lab);
  return lab.state.backend.problem === null && (phase === null || phase === 'paused');
}

function canReset(lab: Lab): boolean {
  return phaseOf(lab) !== null;
}

function toggleTraining(lab: Lab): void {
  if (phaseOf(lab) === 'training') void lab.pause();
  else if (canMove(lab)) void lab.play();
}

function takeNewSeed(lab: Lab): void {
  void lab.newSeed(drawSeed());
}
