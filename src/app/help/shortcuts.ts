/** @file The one table of shortcuts: the key listener acts on it, the help dialog shows it. */
import type { HideableId } from '../../lab/hideable.ts';
import type { Lab } from '../../lab/lab.ts';
import { drawSeed } from '../top/drawSeed.ts';

export interface Shortcut {
  /** Keys pressed one after the other, as `KeyboardEvent.key` names them */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: 'Training' | 'Robot' | 'Page';
  /** The control it stands for: taken away from the page, it takes its shortcut along */
  readonly control: HideableId;
  act(lab: Lab): void;
}

export const shortcuts: readonly Shortcut[] = [
  { keys: [' '], label: 'Train, or pause', group: 'Training', control: 'transport', act: toggleTraining },
  {
    keys: ['s'],
    label: 'One optimiser step',
    group: 'Training',
    control: 'transport',
    act: (lab) => lab.standing.canMove && void lab.transport.step(),
  },
  {
    keys: ['m'],
    label: 'Slow motion, on or off',
    group: 'Training',
    control: 'transport',
    act: (lab) => void lab.transport.setSlowMotion(!lab.state.slowMotion),
  },
  {
    keys: ['r'],
    label: 'Reset, same seed',
    group: 'Training',
    control: 'transport',
    act: (lab) => lab.standing.canReset && void lab.transport.reset(),
  },
  { keys: ['n'], label: 'Reset with a new seed', group: 'Training', control: 'new-seed', act: takeNewSeed },
  {
    keys: ['p'],
    label: 'Robot: play or pause',
    group: 'Robot',
    control: 'robot-controls',
    act: (lab) => void lab.robot.setPlaying(!lab.state.live.isPlaying),
  },
  {
    keys: ['e'],
    label: 'Robot: new episode',
    group: 'Robot',
    control: 'robot-controls',
    act: (lab) => void lab.robot.newEpisode(),
  },
  {
    keys: ['1'],
    label: 'Robot with 1 step',
    group: 'Robot',
    control: 'robot-controls',
    act: (lab) => void lab.robot.setCast('one'),
  },
  {
    keys: ['2'],
    label: 'Robots with 1 and with 32 steps',
    group: 'Robot',
    control: 'robot-controls',
    act: (lab) => void lab.robot.setCast('both'),
  },
  {
    keys: ['3'],
    label: 'Robot with 32 steps',
    group: 'Robot',
    control: 'robot-controls',
    act: (lab) => void lab.robot.setCast('many'),
  },
  {
    keys: ['4'],
    label: 'Robots before and after fine-tuning, while there are',
    group: 'Robot',
    control: 'robot-controls',
    act: (lab) => lab.state.run?.facts?.parent && void lab.robot.setCast('before'),
  },
  {
    keys: ['c'],
    label: 'Contact forces, shown or not',
    group: 'Robot',
    control: 'scene',
    act: (lab) => void lab.robot.setContacts(!lab.state.live.showsContacts),
  },
  {
    keys: ['j'],
    label: 'Joint axes, shown or not',
    group: 'Robot',
    control: 'scene',
    act: (lab) => lab.robot.setJoints(!lab.state.live.showsJoints),
  },
  {
    keys: ['k'],
    label: 'Collision shapes, shown or not',
    group: 'Robot',
    control: 'scene',
    act: (lab) => lab.robot.setCollisions(!lab.state.live.showsCollisions),
  },
  {
    keys: ['o'],
    label: 'Choose a scene',
    group: 'Page',
    control: 'scene-picker',
    act: (lab) => lab.display.openDialog('scenes'),
  },
  {
    keys: ['g', 'l'],
    label: 'Go to the lab',
    group: 'Page',
    control: 'views',
    act: (lab) => lab.display.setView('lab'),
  },
  {
    keys: ['g', 'o'],
    label: 'Go to one step, opened up',
    group: 'Page',
    control: 'views',
    act: (lab) => lab.display.setView('one-step'),
  },
  {
    keys: ['g', 'f'],
    label: 'Go to stage 2, fine-tuning',
    group: 'Page',
    control: 'views',
    act: (lab) => lab.display.setView('finetune'),
  },
  {
    keys: ['g', 't'],
    label: 'Go to two runs',
    group: 'Page',
    control: 'views',
    act: (lab) => lab.display.setView('pair'),
  },
  {
    keys: ['g', 's'],
    label: 'Go to sweeps',
    group: 'Page',
    control: 'views',
    act: (lab) => lab.display.setView('sweep'),
  },
  {
    keys: ['g', 'r'],
    label: 'Go to the runs',
    group: 'Page',
    control: 'views',
    act: (lab) => lab.display.setView('runs'),
  },
  {
    keys: ['g', 'x'],
    label: 'Go to the export',
    group: 'Page',
    control: 'views',
    act: (lab) => lab.display.setView('export'),
  },
  {
    keys: ['g', 'p'],
    label: 'Go to the speed of this machine',
    group: 'Page',
    control: 'views',
    act: (lab) => lab.display.setView('speed'),
  },
  { keys: ['?'], label: 'This help', group: 'Page', control: 'help', act: (lab) => lab.display.openDialog('help') },
];

/** How keys are printed: `Space`, `G then L`. */
export const sayKeys = (keys: readonly string[]): string =>
  keys.map((key) => (key === ' ' ? 'Space' : key.toUpperCase())).join(' then ');

function toggleTraining({ standing, transport }: Lab): void {
  if (standing.isTraining) void transport.pause();
  else if (standing.canMove) void transport.play();
}

function takeNewSeed(lab: Lab): void {
  void lab.transport.newSeed(drawSeed());
}
