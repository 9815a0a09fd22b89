/** @file The pages of the tour: what each says, where it points, and the state it sets. */
import type { Lab } from '../../lab/lab.ts';
import type { GuideStep } from '../guide/Guide.tsx';

export interface TourStep extends GuideStep {
  /** Sets the page up; never undoes what a person did. */
  enter?(lab: Lab): void;
}

/** What the tour trains: small enough for its first result to come while one reads. */
export const tourPreset = 'quick';

const showBoth = (lab: Lab) => {
  lab.display.setView('lab');
  void lab.robot.setCast('both');
};

const robot: TourStep = {
  id: 'robot',
  title: 'One call moves this robot',
  text: 'A network looks at the scene, takes a handful of random noise, and turns it into the robot’s next few actions, in one step. This policy was trained in this lab.',
  target: '.panel.scene',
  enter(lab) {
    lab.display.setView('lab');
    void lab.robot.setCast('one');
    void lab.robot.setPlaying(true);
  },
};

const ghost: TourStep = {
  id: 'ghost',
  title: 'The usual way takes 32',
  text: 'The ghost is the same network from the same start with the same noise, but it walks to its actions in 32 small steps: 32 calls for each decision. Where the two part, one step was not enough.',
  target: '.panel.scene',
  enter: showBoth,
};

const inside: TourStep = {
  id: 'inside',
  title: 'What one step does',
  text: 'Here is one decision, opened up: the noise, the average velocity that carries it straight to the actions, and the 32 small steps beside it.',
  target: '.middle > .panel:not(.scene), .middle',
  enter: (lab) => lab.display.setView('one-step'),
};

const train: TourStep = {
  id: 'train',
  title: 'Now one that learns',
  text: 'Training has begun, here in your browser, from demonstrations. A run that was there already simply goes on. From its very first step the learning policy moves the robot, so it begins clumsily.',
  target: '.transport',
  enter(lab) {
    showBoth(lab);
    if (lab.state.run) return;
    // Whoever came with settings of their own sees those trained.
    if (Object.keys(lab.state.draft).length === 0) lab.choosePreset(tourPreset);
    void lab.play();
  },
};

const loss: TourStep = {
  id: 'loss',
  title: 'It learns a velocity',
  text: 'The loss says how far the network’s velocity is from the true one. Below it, the dots are observations as the network sees them: if they all drew together, it could not tell them apart any more. That is collapse.',
  target: '.panel.loss',
};

const success: TourStep = {
  id: 'success',
  title: 'Is one step enough?',
  text: 'Every so often the policy is tried out, with 1 step and with 32, on the same starts. The first result appears here within two minutes. When the two lines meet, one step is enough.',
  target: '.panel.success',
};

const yourTurn: TourStep = {
  id: 'your-turn',
  title: 'Your turn',
  text: 'Change one thing, such as the dispersion’s weight, then press Reset and Train, and see what it does. The presets hold more stories. Nothing here can be broken.',
  target: '.panel.experiment',
  enter: showBoth,
};

const phoneSuccess: TourStep = {
  id: 'phone',
  title: 'Training needs a computer',
  text: 'On a computer this page trains such a policy live and shows, as it learns, how often 1 step and 32 steps succeed. Open the same address there. Here, you can watch the shipped policies: pick a scene.',
  target: '.panel.scene',
  enter: showBoth,
};

export const tourSteps: readonly TourStep[] = [robot, ghost, inside, train, loss, success, yourTurn];
/** No training is promised where there is none. */
export const phoneTourSteps: readonly TourStep[] = [robot, ghost, inside, phoneSuccess];
