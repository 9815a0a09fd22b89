/** @file What travels between a worker and whoever holds its client: types only. */

/** A worker's contract: named requests with input, output and progress, and named events. */
export interface Service {
  readonly requests: Readonly<Record<string, { input: unknown; output: unknown; progress?: unknown }>>;
  readonly events: Readonly<Record<string, unknown>>;
}

export type RequestName<S extends Service> = keyof S['requests'] & string;
export type EventName<S extends Service> = keyof S['events'] & string;
export type Input<S extends Service, N extends RequestName<S>> = S['requests'][N]['input'];
export type Output<S extends Service, N extends RequestName<S>> = S['requests'][N]['output'];
export type Progress<S extends Service, N extends RequestName<S>> = S['requests'][N] extends { progress?: infer P }
  ? P
  : never;
export type Payload<S extends Service, E extends EventName<S>> = S['events'][E];

export type Message =
  | { readonly type: 'request'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly type: 'result'; readonly id: number; readonly output: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: SerialisedError }
  /** Where `credit` is set the receiver answers with a credit, and until then no other event of that name comes. */
  | { readonly type: 'event'; readonly name: string; readonly payload: unknown; readonly credit?: true }
  | { readonly type: 'credit'; readonly name: string }
  /** The worker expects to be silent for up to so long, now and then, until it says otherwise. */
  | { readonly type: 'patience'; readonly seconds: number }
  | { readonly type: 'ping' }
  | { readonly type: 'pong' };

export interface SerialisedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** What `Worker`, `MessagePort` and node's `worker_threads` have in common, once adapted. */
export interface Port {
  /** @throws DataCloneError where the message holds something that cannot be cloned */
  postMessage(message: Message, transfer?: readonly Transferable[]): void;
  /** One listener a port; messages that came before are kept for it. */
  onMessage(listener: (message: Message) => void): void;
  /** Called where the other side is known to be gone: it threw, exited, closed, or sent what cannot be read. */
  onFailure(listener: (error: Error) => void): void;
  /** Ends the worker, or this side of the channel. */
  close(): void;
}
