/** @file Detour's episodes: a start somewhere before the pillar, velocity commands, the first touch ends it. */
import type { Environment, EnvironmentOptions, Transition } from '../../physics/environment.ts';
import type { Simulation } from '../../physics/simulation.ts';
import { Random } from '../../random/random.ts';
import { course, substeps } from './detourModel.ts';
import { writePuckCommand } from './puck.ts';

/** Control steps */
export const horizon = 40;

export class DetourEnvironment implements Environment {
  readonly observationSize = 2;
  readonly actionSize = 2;
  private readonly resetNoise: number;
  private controlStep = 0;

  /** Takes over the simulation and begins the episode of seed 0; `dispose` frees it. */
  constructor(
    private readonly simulation: Simulation,
    options: EnvironmentOptions = {},
  ) {
    this.resetNoise = options.resetNoise ?? 1;
    this.reset(0);
  }

  reset(seed: number): Float64Array {
    const { simulation } = this;
    const random = new Random(seed);
    const { from, to, aside } = course.start;
    const [middle, spread] = [(from + to) / 2, this.resetNoise * ((to - from) / 2)];
    simulation.resetState();
    const position = [random.uniform(-spread, spread) + middle, this.resetNoise * random.uniform(-aside, aside)];
    (simulation.data.qpos as Float64Array).set(position);
    simulation.forward();
    this.controlStep = 0;
    return this.observe();
  }

  step(action: ArrayLike<number>): Transition {
    writePuckCommand(this.simulation, action);
    const hasTouched = this.advance();
    this.controlStep += 1;
    const observation = this.observe();
    const success = !hasTouched && isInGoal(observation);
    const truncated = !hasTouched && this.controlStep >= horizon;
    return { observation, reward: success ? 1 : 0, terminated: hasTouched, truncated, success };
  }

  poses(): Float32Array {
    return this.simulation.poses();
  }

  contacts(): Float32Array {
    return this.simulation.contacts();
  }

  dispose(): void {
    this.simulation.dispose();
  }

  /** Plays a control step up to the first touch, which might be over again at its end. @returns whether there was one */
  private advance(): boolean {
    for (let i = 0; i < substeps; i++) {
      this.simulation.advance(1);
      // Nothing but the puck moves, and it collides with nothing but the pillar and the walls.
      if (this.simulation.data.ncon > 0) return true;
    }
    return false;
  }

  private observe(): Float64Array {
    const { data } = this.simulation;
    return Float64Array.from(data.qpos as Float64Array);
  }
}

function isInGoal([x, y]: Float64Array): boolean {
  const { from, to, aside } = course.goal;
  return x > from && x < to && Math.abs(y) < aside;
}
