/** @file The physics workers that play evaluation episodes, made when the first run begins. */
import type { LabWorkers, PhysicsWorker } from './labWorkers.ts';

export class RolloutPool {
  private pool: PhysicsWorker[] = [];

  constructor(
    private readonly workers: Pick<LabWorkers, 'spawnPhysics' | 'rolloutWorkers'>,
    private readonly onDeath: (error: Error) => void,
  ) {}

  get(): readonly PhysicsWorker[] {
    if (this.pool.length > 0) return this.pool;
    const { spawnPhysics, rolloutWorkers } = this.workers;
    this.pool = Array.from({ length: rolloutWorkers }, (_, i) => spawnPhysics(`rollouts ${i + 1}`));
    for (const worker of this.pool) worker.onDeath((error) => this.lose(error));
    return this.pool;
  }

  dispose(): void {
    for (const worker of this.pool) worker.dispose();
    this.pool = [];
  }

  /** The run holds a port to each of them, so they go together; the next run gets new ones. */
  private lose(error: Error): void {
    this.dispose();
    this.onDeath(error);
  }
}
