/**
 * @file Keeps a worker alive: one that dies is ended and made anew, at most three times a minute.
 *
 * A fresh worker knows nothing. Its owner subscribes to events and issues its state again in `onStart`, which runs for
 * the first worker and for each one after it; calls that were pending have rejected with a WorkerDiedError.
 */
import type { WorkerDiedError } from './errors.ts';

/** What can die: an RpcClient, or a client built on one. */
export interface Mortal {
  onDeath(listener: (error: WorkerDiedError) => void): () => void;
  dispose(): void;
}

export interface SupervisorOptions<C extends Mortal> {
  create(): C;
  /** @param respawn 0 for the first worker, 1 for the first that replaces one, and so on */
  onStart?(client: C, respawn: number): void;
  /** The worker died and another one has taken its place. */
  onRespawn?(error: WorkerDiedError): void;
  /** It died too often; there is no worker now until `restart`. */
  onFailure(error: Error): void;
  readonly maximumRespawns?: number;
  readonly windowSeconds?: number;
  /** Milliseconds from any origin, steadily growing */
  now?(): number;
}

export interface SupervisedWorker<C extends Mortal> {
  /** @throws the plain failure, where it died too often */
  readonly client: C;
  /** Starts over after a failure, with the respawns counted afresh. */
  restart(): void;
  dispose(): void;
}

export function superviseWorker<C extends Mortal>({
  create,
  onStart,
  onRespawn,
  onFailure,
  maximumRespawns = 3,
  windowSeconds = 60,
  now = () => performance.now(),
}: SupervisorOptions<C>): SupervisedWorker<C> {
  let respawn = 0;
  let respawnTimes: number[] = [];
  let failure: Error | null = null;
  let client: C;
  let isDisposed = false;

  const start = () => {
    const started = create();
    client = started;
    started.onDeath((error) => {
      if (!isDisposed && started === client) replace(error);
    });
    onStart?.(started, respawn);
  };

  const replace = (error: WorkerDiedError) => {
    const time = now();
    respawnTimes = respawnTimes.filter((earlier) => time - earlier < windowSeconds * 1000);
    if (respawnTimes.length >= maximumRespawns) {
      const times = `${maximumRespawns} times within ${windowSeconds} seconds`;
      fail(new Error(`${error.message}. It was started again ${times} and died each time.`));
      return;
    }
    respawnTimes.push(time);
    respawn += 1;
    try {
      start();
    } catch (problem) {
      fail(new Error(`${error.message}. Another one could not be started: ${(problem as Error).message}.`));
      return;
    }
    onRespawn?.(error);
  };

  const fail = (error: Error) => {
    failure = error;
    onFailure(error);
  };

  start();
  return {
    get client() {
      if (failure) throw failure;
      return client;
    },
    restart() {
      client.dispose();
      failure = null;
      respawnTimes = [];
      respawn += 1;
      start();
    },
    dispose() {
      isDisposed = true;
      client.dispose();
    },
  };
}
