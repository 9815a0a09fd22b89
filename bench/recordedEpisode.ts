/** @file An episode as MuJoCo saw it: its start and every control, so that a bare loop can play it again. */

import type { MjData, MjModel } from '@mujoco/mujoco';
import { expertsOf } from '../cli/experts.ts';
import type { Mujoco } from '../src/core/physics/mujoco.ts';
import { Random } from '../src/core/random/random.ts';
import type { Scene } from '../src/core/scenes/scene.ts';

export interface RecordedEpisode {
  readonly seed: number;
  /** One a control step, each `[actionSize]`; whole chunks, and none after the episode's end */
  readonly actions: readonly Float32Array[];
  /** `mj_step` calls in it */
  readonly physicsSteps: number;
  /** Plays it with nothing but `mj_step`, on the model that the environment compiled. */
  playBare(): void;
  /** Largest difference of a joint coordinate between the bare loop's last state and the environment's */
  stateDifference(): number;
}

/**
 * Plays one episode of the scene's first expert and keeps what went into the physics.
 *
 * The environment is given a MuJoCo whose step functions take notes. So the bare loop meets the same contacts: it
 * starts from the same state, of the same model, and has the same controls at each timestep.
 *
 * @param steps control steps at most
 * @param chunk actions in a chunk
 */
export function recordEpisode(
  mujoco: Mujoco,
  scene: Scene,
  seed: number,
  steps: number,
  chunk: number,
): RecordedEpisode {
  const notes = takeNotes(mujoco);
  const environment = scene.create(notes.mujoco);
  const played = playExpert(scene, environment.reset(seed), seed, steps, (action) => environment.step(action));
  const actions = played.slice(0, played.length - (played.length % chunk));
  // Once more, so that the notes end with the last whole chunk.
  notes.begin();
  environment.reset(seed);
  for (const action of actions) environment.step(action);
  const { model, start, controls, end } = notes.finish();
  const data = new mujoco.MjData(model);
  return {
    seed,
    actions,
    physicsSteps: controls.length,
    playBare() {
      mujoco.mj_resetData(model, data);
      (data.qpos as Float64Array).set(start.qpos);
      (data.qvel as Float64Array).set(start.qvel);
      (data.qacc_warmstart as Float64Array).set(start.warmStart);
      const control = data.ctrl as Float64Array;
      for (const values of controls) {
        if (values) control.set(values);
        mujoco.mj_step(model, data);
      }
    },
    stateDifference: () => Math.max(...end.map((value, i) => Math.abs(value - data.qpos[i]))),
  };
}

/** A MuJoCo that writes down every step. */
function takeNotes(mujoco: Mujoco) {
  let seen: { model: MjModel; data: MjData } | null = null;
  let start = { qpos: new Float64Array(0), qvel: new Float64Array(0), warmStart: new Float64Array(0) };
  // Null where the control is the one before: a bare loop would not write it again.
  let controls: (Float64Array | null)[] = [];
  let current = new Float64Array(0);
  const note = (model: MjModel, data: MjData) => {
    const copy = (view: unknown) => (view as Float64Array).slice();
    if (controls.length === 0) {
      seen = { model, data };
      start = { qpos: copy(data.qpos), qvel: copy(data.qvel), warmStart: copy(data.qacc_warmstart) };
      current = new Float64Array(0);
    }
    const control = copy(data.ctrl);
    const isSame = current.length > 0 && control.every((value, i) => value === current[i]);
    controls.push(isSame ? null : control);
    current = control;
  };
  const noting = Object.create(mujoco, {
    mj_step: {
      value: (model: MjModel, data: MjData) => {
        note(model, data);
        mujoco.mj_step(model, data);
      },
    },
    // mj_step1 brings position and velocity up to date, and changes neither.
    mj_step2: {
      value: (model: MjModel, data: MjData) => {
        note(model, data);
        mujoco.mj_step2(model, data);
      },
    },
  }) as Mujoco;
  return {
    mujoco: noting,
    begin() {
      controls = [];
    },
    finish() {
      if (!seen) throw new Error('the episode ended before its first step');
      return { model: seen.model, start, controls, end: (seen.data.qpos as Float64Array).slice() };
    },
  };
}

/** The expert's actions until the episode ends, not counting the step that ends it. */
function playExpert(
  scene: Scene,
  first: Float64Array,
  seed: number,
  steps: number,
  step: (action: Float32Array) => { observation: Float64Array; terminated: boolean; success: boolean },
): Float32Array[] {
  const expert = expertsOf(scene)[0].create(new Random(seed, 1));
  const actions: Float32Array[] = [];
  let observation = first;
  while (actions.length < steps) {
    const action = Float32Array.from(expert.act(observation));
    const transition = step(action);
    if (transition.terminated || transition.success) break;
    actions.push(action);
    observation = transition.observation;
  }
  return actions;
}
