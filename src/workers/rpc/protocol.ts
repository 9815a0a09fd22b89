/** @file What travels between a worker and whoever holds its client: types only. */

/** A worker's contract: named requests with input, output and progress, and named events. */
export interface Service {
  readonly requests: Readonly<Record<string, { input: unknown; output: unknown; progress?: unknown }>>;
  readonly events: Readonly<Record<string, unknown>>;
}

export type Message =
  | { readonly type: 'request'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly type: 'result'; readonly id: number; readonly output: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: SerialisedError }
  | { readonly type: 'event'; readonly name: string; readonly payload: unknown }
  | { readonly type: 'ping'; readonly id: number }
  | { readonly type: 'pong'; readonly id: number };

export interface SerialisedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** What `Worker`, `MessagePort` and node's `worker_threads` have in common, once adapted. */
export interface Port {
  postMessage(message: Message, transfer?: readonly Transferable[]): void;
  onMessage(listener: (message: Message) => void): void;
  close(): void;
}
