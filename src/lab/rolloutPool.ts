/**
 * @file The physics workers that play evaluation episodes, made when the first run begins; one that dies is replaced.
 * All runs of the page share them: each has connections and environments of its own, and a page of two runs needs no
 * more cores than a page of one.
 */
import { type SupervisedWorker, superviseWorker } from '../workers/rpc/supervisor.ts';
import type { LabWorkers, PhysicsWorker } from './labWorkers.ts';

/** A run that has its evaluations played here */
export interface RolloutUser {
  /** One died and another took its place: the run must be handed new ports. */
  onReplaced(error: Error): void;
  /** One died too often; all are gone until the next run asks for them. */
  onLost(error: Error): void;
}

export class RolloutPool {
  private pool: readonly SupervisedWorker<PhysicsWorker>[] = [];

  private readonly users = new Set<RolloutUser>();

  constructor(private readonly workers: Pick<LabWorkers, 'spawnPhysics' | 'rolloutWorkers'>) {}

  /** Hears of workers that die, until it leaves. */
  join(user: RolloutUser): () => void {
    this.users.add(user);
    return () => this.users.delete(user);
  }

  get(): readonly PhysicsWorker[] {
    const { workers } = this;
    if (this.pool.length === 0) {
      this.pool = Array.from({ length: workers.rolloutWorkers }, (_, i) =>
        superviseWorker({
          create: () => workers.spawnPhysics(`rollouts ${i + 1}`),
          onRespawn: (error) => this.tell((user) => user.onReplaced(error)),
          onFailure: (error) => {
            this.dispose();
            this.tell((user) => user.onLost(error));
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

  private tell(news: (user: RolloutUser) => void): void {
    for (const user of this.users) news(user);
  }
}
