/** @file The environments of one connection, by handle: created, stepped and freed at the caller's word. */
import { InProcessVectorEnvironment } from '../../core/physics/inProcessVectorEnvironment.ts';
import { findScene } from '../../core/scenes/registry.ts';
import { Transferred } from '../rpc/server.ts';
import { engine } from './engine.ts';
import type { PhysicsService } from './protocol.ts';

type Requests = PhysicsService['requests'];

export class Environments {
  private readonly byHandle = new Map<number, InProcessVectorEnvironment>();
  private lastHandle = 0;
  private isDisposed = false;

  async create({ scene: id, slots, resetNoise }: Requests['createEnvironments']['input']) {
    const scene = findScene(id);
    const mujoco = await engine();
    // The connection may have closed while the engine loaded.
    if (this.isDisposed) throw new Error('the connection was closed');
    const stopAtSuccess = scene.metric === 'success';
    const environments = new InProcessVectorEnvironment(() => scene.create(mujoco, { resetNoise }), {
      slots,
      stopAtSuccess,
    });
    const handle = ++this.lastHandle;
    this.byHandle.set(handle, environments);
    const { observationSize, actionSize } = environments;
    return { handle, observationSize, actionSize };
  }

  async reset({ handle, slots, seeds }: Requests['reset']['input']): Promise<Transferred<Float32Array>> {
    const observations = await this.find(handle).reset(slots, seeds);
    return new Transferred(observations, [observations.buffer]);
  }

  async step({ handle, slots, actions }: Requests['step']['input']) {
    const chunk = await this.find(handle).step(slots, actions);
    // The observations are the bulk of it; the rest is a few bytes a slot.
    return new Transferred(chunk, [chunk.observations.buffer]);
  }

  disposeOne(handle: number): void {
    this.byHandle.get(handle)?.dispose();
    this.byHandle.delete(handle);
  }

  dispose(): void {
    this.isDisposed = true;
    for (const handle of [...this.byHandle.keys()]) this.disposeOne(handle);
  }

  private find(handle: number): InProcessVectorEnvironment {
    const environments = this.byHandle.get(handle);
    if (!environments) throw new RangeError(`handle ${handle}: these environments were never made, or disposed of`);
    return environments;
  }
}
