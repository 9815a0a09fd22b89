/** @file The physics workers that play evaluation episodes, made when the first run begins; one that dies is replaced. */
import { type SupervisedWorker, superviseWorker } from '../workers/rpc/supervisor.ts';
import type { LabWorkers, PhysicsWorker } from './labWorkers.ts';

export interface RolloutPoolOptions {
  readonly workers: Pick<LabWorkers, 'spawnPhysics' | 'rolloutWorkers'>;
  /** One died and another took its place: the run must be handed new ports. */
  onReplaced(error: Error): void;
  /** One died too often; all are gone until the next run asks for them. */
  onLost(error: Error): void;
}

export class RolloutPool {
  private pool: readonly SupervisedWorker<PhysicsWorker>[] = [];

  constructor(private readonly options: RolloutPoolOptions) {}

  get(): readonly PhysicsWorker[] {
    const { workers, onReplaced, onLost } = this.options;
    if (this.pool.length === 0) {
      this.pool = Array.from({ length: workers.rolloutWorkers }, (_, i) =>
        superviseWorker({
          create: () => workers.spawnPhysics(`rollouts ${i + 1}`),
          onRespawn: onReplaced,
          onFailure: (error) => {
            this.dispose();
            onLost(error);
          },
        }),
      );
    }
    return this.pool.map(({ client }) => client);
  }

  dispose(): void {
    for (const worker of this.pool) worker.dispose();
    this.pool = [];
  }
}
