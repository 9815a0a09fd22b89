/** @file Dials' episodes: two readings for the whole episode, velocity commands, out by a door or against the wall. */
import type { Environment, EnvironmentOptions, Transition } from '../../physics/environment.ts';
import type { Simulation } from '../../physics/simulation.ts';
import { Random } from '../../random/random.ts';
import { doorAngle, needleTurn, substeps, yard } from './dialsModel.ts';
import { writePuckCommand } from './puck.ts';

/** Control steps: twice what the way to a door takes */
export const horizon = 8;

/** Distance of the puck's middle from the yard's at which it is through a door */
const outside = yard.radius + yard.puckRadius;

export class DialsEnvironment implements Environment {
  readonly observationSize = 2;
  readonly actionSize = 2;
  private readonly resetNoise: number;
  /** Readings of the dials, which stand still for an episode */
  private readings: readonly [number, number] = [0, 0];
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
    const { simulation, resetNoise } = this;
    const random = new Random(seed);
    const draw = (spread: number) => resetNoise * random.uniform(-spread, spread);
    this.readings = [draw(1), draw(1)];
    const [first, second] = this.readings;
    const place = [draw(yard.startSpread), draw(yard.startSpread)];
    simulation.resetState();
    // In the order of the model: doors, dials, puck.
    (simulation.data.qpos as Float64Array).set([
      doorAngle(first, second),
      needleTurn(first),
      needleTurn(second),
      ...place,
    ]);
    simulation.forward();
    this.controlStep = 0;
    return this.observe();
  }

  step(action: ArrayLike<number>): Transition {
    writePuckCommand(this.simulation, action);
    const ending = this.advance();
    this.controlStep += 1;
    const success = ending === 'out';
    const truncated = ending === null && this.controlStep >= horizon;
    return {
      observation: this.observe(),
      reward: success ? 1 : 0,
      terminated: ending === 'touched',
      truncated,
      success,
    };
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

  /** Plays a control step up to the first touch or the way out, whichever comes first. */
  private advance(): 'touched' | 'out' | null {
    for (let i = 0; i < substeps; i++) {
      this.simulation.advance(1);
      const { data } = this.simulation;
      // Nothing but the puck moves, and it collides with nothing but the wall.
      if (data.ncon > 0) return 'touched';
      const [, , , x, y] = data.qpos as Float64Array;
      if (Math.hypot(x, y) > outside) return 'out';
    }
    return null;
  }

  private observe(): Float64Array {
    return Float64Array.from(this.readings);
  }
}
