/** @file What the lab asks of a worker's client, so that it can be tested without one. */
import type { Service } from '../workers/rpc/protocol.ts';

type Requests<S extends Service> = S['requests'];
type Events<S extends Service> = S['events'];

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly transfer?: readonly Transferable[];
}

/** Requests and events of one worker. */
export interface WorkerClient<S extends Service> {
  call<Name extends keyof Requests<S> & string>(
    name: Name,
    input: Requests<S>[Name]['input'],
    options?: CallOptions,
  ): Promise<Requests<S>[Name]['output']>;
  /** @returns a function that ends the subscription */
  on<Name extends keyof Events<S> & string>(event: Name, listener: (payload: Events<S>[Name]) => void): () => void;
  /** Ends the worker, or the connection to it. */
  close(): void;
}
