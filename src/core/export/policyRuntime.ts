/** @file Whatever runs an exported graph, and an exported graph as a policy of the lab. */
import type { ChunkPolicy } from '../policy/chunkPolicy.ts';
import type { Manifest } from './manifest.ts';

export interface PolicyRuntime {
  /** With its version, for records */
  readonly name: string;
  /**
   * @param observation raw units, `[batch, observationHorizon · size]`
   * @param noise standard normal, `[batch, Ta, Da]`
   * @returns physical units, `[batch, Ta, Da]`
   */
  run(observation: Float32Array, noise: Float32Array, batch: number): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** An exported graph that acts in the lab's scenes, whose actions are the simulator's own. */
export class ExportedPolicy implements ChunkPolicy {
  readonly actionHorizon: number;
  readonly actionSize: number;

  constructor(
    private readonly runtime: PolicyRuntime,
    private readonly manifest: Pick<Manifest, 'action' | 'policy'>,
  ) {
    this.actionHorizon = manifest.action.horizon;
    this.actionSize = manifest.action.size;
  }

  /** @throws RangeError where the graph draws in another number of steps, or a value that came back is not finite */
  async sample(observations: Float32Array, noise: Float32Array, steps: number): Promise<Float32Array> {
    if (steps !== this.manifest.policy.steps) {
      throw new RangeError(`steps: this graph draws in ${this.manifest.policy.steps}, not in ${steps}`);
    }
    const { simulatorUnit } = this.manifest.action;
    const batch = noise.length / (this.actionHorizon * this.actionSize);
    const actions = await this.runtime.run(observations, noise, batch);
    if (!actions.every(Number.isFinite)) throw new RangeError('the policy drew an action that is not finite');
    return actions.map((value, i) => value / simulatorUnit[i % this.actionSize]);
  }
}
