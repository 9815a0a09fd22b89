import { beforeEach, expect, test, vi } from 'vitest';
import { resolveExperiment } from '../core/experiment/experiment.ts';
import type { Lab } from './lab.ts';
import { loss, openStandInLab, type Stand, settle } from './standIns.ts';

let physics: Stand[];
let training: Stand[];
let projection: Stand[];
let written: unknown[];

function openLab(hash = '', missing: readonly string[] = []): Lab {
  const opened = openStandInLab({ hash, missing });
  ({ physics, training, projection, written } = opened);
  return opened.lab;
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('at open the scene of the address moves by its shipped policy, and backends are tested beside it', async () => {
  const lab = openLab('#scene=hopper');
  await settle();
  expect(physics[0].last('startLive')).toMatchObject({ scene: 'hopper', playing: true, steps: 1 });
  expect(lab.state.live).toMatchObject({ phase: 'ready', policy: { kind: 'shipped' } });
  expect(lab.state.backend.report?.backend).toBe('cpu');
});

test('a scene without a shipped policy is drawn, and says why it stands still', async () => {
  const lab = openLab('', ['policies/lift.policy']);
  await settle();
  expect(lab.state.live.description).not.toBeNull();
  expect(lab.state.live).toMatchObject({
    phase: 'failed',
    problem: 'policies/lift.policy is not on the server (404).',
  });
  expect(physics[0].last('startLive')).toMatchObject({ scene: 'lift', policy: null });
});

test('a scene that ships nothing is drawn standing still, asks for no file, and starts no run without own demonstrations', async () => {
  const lab = openLab('#scene=ant-v4', ['policies/ant-v4.policy']);
  await settle();
  expect(lab.state.live).toMatchObject({ phase: 'ready', policy: { kind: 'none' } });
  expect(physics[0].last('startLive')).toMatchObject({ scene: 'ant-v4', policy: null });
  expect(lab.state.linkProblems).toEqual([]);
  await lab.play();
  expect(training[0].count('start')).toBe(0);
  expect(lab.state.notices[0].message).toContain('expected your own, since none come with ant-v4');
});

test('Train starts the form’s experiment on its demonstrations with a port to each rollout worker, and plays', async () => {
  const lab = openLab('#seed=7');
  await settle();
  await lab.play();
  const {
    experiment,
    demonstrations,
    physics: ports,
  } = training[0].last('start') as never as {
    experiment: { seed: number };
    demonstrations: Uint8Array;
    physics: unknown[];
  };
  expect(experiment.seed).toBe(7);
  expect(new TextDecoder().decode(demonstrations)).toBe('demonstrations/lift-expert.demo');
  expect(ports).toHaveLength(2);
  expect(training[0].count('play')).toBe(1);
  expect(physics).toHaveLength(3);
  expect(lab.state.live.policy).toEqual({ kind: 'run', step: 0 });
});

test('a bad field keeps a run from starting and loses nothing', async () => {
  const lab = openLab();
  await settle();
  lab.edit('dispersive.weight', '-1');
  lab.edit('seed', '3');
  await lab.play();
  expect(training[0].count('start')).toBe(0);
  expect(lab.state.notices[0].message).toContain('dispersive.weight: expected 0 to 2, received -1');
  expect(lab.state.draft).toEqual({ 'dispersive.weight': '-1', seed: '3' });
  expect(written.at(-1)).toEqual({ settings: { seed: 3 }, preset: null });
});

test('what is typed before the lab knows its scenes is no mistake of the link', async () => {
  const lab = openLab('#finetune.start=nobody');
  lab.edit('dispersive.weight', 'lots');
  await settle();
  expect(lab.state.linkProblems).toEqual([expect.stringContaining('finetune.start: expected one of')]);
  expect(lab.state.draft).toEqual({ 'dispersive.weight': 'lots' });
});

test('records reach the charts together, and those of a run that was reset do not', async () => {
  const lab = openLab();
  await settle();
  await lab.play();
  training[0].say('status', { phase: 'training', step: 20, stepsPerSecond: 10, isEvaluating: false });
  for (let step = 1; step <= 20; step++) training[0].say('record', loss(step));
  expect(lab.state.loss.count).toBe(0);
  await settle();
  expect(lab.state.loss.count).toBe(20);
  expect(lab.state.progress.step).toBe(20);
  await lab.reset();
  training[0].say('record', loss(21));
  await settle();
  expect(lab.state.run).toBeNull();
  expect(lab.state.loss.count).toBe(0);
  expect(lab.state.live.policy).toEqual({ kind: 'shipped' });
});

test('the watched robot takes over the run’s weights, with their step on its label', async () => {
  const lab = openLab();
  await settle();
  await lab.play();
  training[0].say('policy', { step: 500, policy: new Uint8Array([5]) });
  await settle();
  expect(physics[0].last('setLivePolicy')).toEqual({ policy: new Uint8Array([5]) });
  expect(lab.state.live.policy).toEqual({ kind: 'run', step: 500 });
  lab.edit('scene', 'hopper');
  await settle();
  expect(lab.state.live).toMatchObject({ scene: 'hopper', policy: { kind: 'shipped' } });
  lab.edit('scene', null);
  await settle();
  expect(lab.state.live).toMatchObject({ scene: 'lift', policy: { kind: 'run', step: 500 } });
});

test('the representation of a recorded run is drawn, too', async () => {
  const lab = openLab();
  await settle();
  const phases = new Float32Array([0, 1]);
  const embedding = { kind: 'embedding' as const, step: 9, count: 2, size: 3, values: new Float32Array(6), phases };
  lab.showRecorded('Healthy', resolveExperiment({}), [loss(9), embedding]);
  await settle();
  expect(lab.state.representation).toMatchObject({ layouts: { pca: { step: 9 } }, phases });
  expect(lab.state.representation.album?.nearest('pca', 0)?.step).toBe(9);
});

test('embeddings become layouts, with the phases that colour them', async () => {
  const lab = openLab();
  await settle();
  await lab.play();
  const phases = new Float32Array([0, 1]);
  training[0].say('record', { kind: 'embedding', step: 9, count: 2, size: 3, values: new Float32Array(6), phases });
  await settle();
  expect(lab.state.representation).toMatchObject({ layouts: { pca: { step: 9 } }, phases });
  expect(projection[0].last('reset')).toEqual({ seed: 0 });
});

const pose = (episode: number, success: boolean, recorded = false) => ({
  episode,
  seed: episode + 4,
  controlStep: 3,
  time: 0.15,
  return: 0,
  success,
  ended: false,
  recorded,
  span: [0, 9],
  ghost: { poses: new Float32Array(0), return: 2, success: false, ended: true },
  contacts: null,
});

test('what both robots reached is told few times a second, with how far one can look back', async () => {
  const lab = openLab();
  await settle();
  for (const recorded of [false, false, true]) physics[0].say('pose', pose(0, true, recorded));
  await settle();
  expect(lab.state.liveStatus).toMatchObject({ hasSucceeded: true, hasEnded: false, recorded: true, poses: 3 });
  expect(lab.state.liveStatus).toMatchObject({ span: [0, 9], ghost: { return: 2, hasEnded: true } });
  await lab.robot.newEpisode();
  expect(physics[0].last('resetLive')).toEqual({ seed: 5 });
  await lab.robot.replayEpisode();
  expect(physics[0].last('resetLive')).toEqual({ seed: 4 });
});

test('looking back pauses the robot, and an unseen page lets none run, until it is seen again', async () => {
  const lab = openLab();
  await settle();
  expect(physics[0].last('startLive')).toMatchObject({ steps: 1, ghostSteps: 32, playing: true, speed: 1 });
  await lab.robot.setWatched(false);
  expect(physics[0].last('setLivePlaying')).toEqual({ playing: false });
  expect(lab.state.live.isPlaying).toBe(true);
  await lab.robot.setWatched(true);
  expect(physics[0].last('setLivePlaying')).toEqual({ playing: true });

  await lab.robot.lookBack(4);
  expect(physics[0].last('lookBack')).toEqual({ controlStep: 4 });
  expect(lab.state.live.isPlaying).toBe(false);
  const told = physics[0].count('setLivePlaying');
  await lab.robot.setWatched(false);
  await lab.robot.setWatched(true);
  expect(physics[0].count('setLivePlaying')).toBe(told);
});

test('cast, speed and contacts outlive a worker, and it plays the episode that was seen', async () => {
  const lab = openLab();
  await settle();
  await lab.robot.setCast('many');
  expect(physics[0].last('setLiveCast')).toEqual({ steps: 32, ghostSteps: null });
  await lab.robot.setSpeed(0.25);
  await lab.robot.setContacts(true);
  physics[0].say('pose', pose(2, false));
  await settle();
  physics[0].die();
  await settle();
  const manner = { steps: 32, ghostSteps: null, speed: 0.25, contacts: true };
  expect(physics[1].last('startLive')).toMatchObject({ ...manner, seed: 6 });
  expect(lab.state.notices[0].message).toContain('its episode begins anew. Training and the charts were kept.');
});

test('a live worker that dies is replaced, and the robot moves on', async () => {
  const lab = openLab();
  await settle();
  physics[0].die();
  await settle();
  expect(physics[1].count('startLive')).toBe(1);
  expect(lab.state.live.phase).toBe('ready');
  expect(lab.state.notices).toHaveLength(1);
});

test('a link to what the lab does not have is reported, and the defaults take its place', async () => {
  const lab = openLab('#scene=mars&seed=5&dispersive.weight=9');
  await settle();
  expect(lab.state.linkProblems).toEqual([
    'dispersive.weight: expected 0 to 2, received 9',
    'scene: expected one of lift, hopper, ant-v4, received mars',
  ]);
  expect(lab.state.draft).toEqual({ seed: '5' });
  expect(lab.state.live.scene).toBe('lift');
});

test('a new seed fills the form, and takes the run back to before its first step', async () => {
  const lab = openLab('#seed=4');
  await settle();
  await lab.play();
  await lab.newSeed(5);
  expect(lab.state.run).toBeNull();
  expect(lab.state.draft).toEqual({ seed: '5' });
  expect(written.at(-1)).toEqual({ settings: { seed: 5 }, preset: null });
  await lab.play();
  expect(training[0].last('start')).toMatchObject({ experiment: { seed: 5 } });
});

test('slow motion holds for the run there is and for the next one', async () => {
  const lab = openLab();
  await settle();
  await lab.setSlowMotion(true);
  expect(lab.state.slowMotion).toBe(true);
  await lab.play();
  expect(training[0].count('setPace')).toBe(2);
  expect(training[0].last('setPace')).toEqual({ stepsPerSecond: 3 });
  await lab.setSlowMotion(false);
  expect(training[0].last('setPace')).toEqual({ stepsPerSecond: null });
});
