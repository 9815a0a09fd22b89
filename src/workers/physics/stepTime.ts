/** @file How long a control step of a scene takes here: physics, observation and reward, on one core. */
import type { Mujoco } from '../../core/physics/mujoco.ts';
import { Random } from '../../core/random/random.ts';
import type { Scene } from '../../core/scenes/scene.ts';

/** Control steps without the first ones, in which the engine is compiled further */
const timed = { warmup: 5, blocks: 4, steps: 5 };

/** @returns milliseconds of the fastest block: what else the machine does only makes others slower */
export function timeControlStep(scene: Scene, mujoco: Mujoco): number {
  const environment = scene.create(mujoco);
  const random = new Random(0);
  const [low, high] = scene.actionLimit;
  const play = (steps: number) => {
    for (let i = 0; i < steps; i++) {
      const action = Array.from({ length: scene.actionSize }, () => random.uniform(low, high));
      const { terminated, truncated } = environment.step(action);
      if (terminated || truncated) environment.reset(0);
    }
  };
  try {
    environment.reset(0);
    play(timed.warmup);
    const times = Array.from({ length: timed.blocks }, () => {
      const start = performance.now();
      play(timed.steps);
      return (performance.now() - start) / timed.steps;
    });
    return Math.min(...times);
  } finally {
    environment.dispose();
  }
}
