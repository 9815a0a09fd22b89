/**
 * @file The caller's side of a worker: typed requests that can be cancelled, typed events, and word of its death.
 *
 *     const client = new RpcClient<PhysicsService>(workerPort(worker));
 *     const description = await client.call('describe', { scene: 'hopper' }, { signal });
 *     const unsubscribe = client.on('pose', draw);
 */
import { reviveError, WorkerDiedError } from './errors.ts';
import { Heartbeat, type HeartbeatOptions } from './heartbeat.ts';
import type { EventName, Input, Message, Output, Payload, Port, Progress, RequestName, Service } from './protocol.ts';

export interface CallOptions<P = unknown> {
  /** Aborting rejects the call at once with the signal's reason, and aborts the handler's own signal in the worker. */
  readonly signal?: AbortSignal;
  /** Buffers and ports that move with the input instead of being copied */
  readonly transfer?: readonly Transferable[];
  readonly onProgress?: (progress: P) => void;
}

type CallArguments<S extends Service, N extends RequestName<S>> =
  undefined extends Input<S, N>
    ? [input?: Input<S, N>, options?: CallOptions<Progress<S, N>>]
    : [input: Input<S, N>, options?: CallOptions<Progress<S, N>>];

interface PendingCall {
  resolve(output: unknown): void;
  reject(reason: unknown): void;
  onProgress?(progress: unknown): void;
}

export class RpcClient<S extends Service> {
  private readonly pending = new Map<number, PendingCall>();
  private readonly listeners = new Map<string, Set<(payload: unknown) => void>>();
  private readonly deathListeners = new Set<(error: WorkerDiedError) => void>();
  private readonly heartbeat: Heartbeat | null;
  private lastId = 0;
  /** Why nothing can be called any more; null while the worker is thought alive */
  private end: Error | null = null;

  /** @param heartbeat null where nobody would answer pings, such as in a test */
  constructor(
    private readonly port: Port,
    heartbeat: HeartbeatOptions | null = {},
  ) {
    port.onMessage((message) => this.receive(message));
    port.onFailure((error) => this.die(error.message));
    this.heartbeat =
      heartbeat &&
      new Heartbeat(
        () => port.postMessage({ type: 'ping' }),
        (seconds) => this.die(`it has not answered for ${seconds} seconds`),
        heartbeat,
      );
  }

  get isAlive(): boolean {
    return this.end === null;
  }

  /**
   * Sends a request and resolves with its output.
   *
   * Rejects with the handler's error (same name and message), with the signal's reason, with a WorkerDiedError, with
   * a DataCloneError where the input cannot travel, or with an AbortError after `dispose`.
   */
  call<N extends RequestName<S>>(name: N, ...[input, options = {}]: CallArguments<S, N>): Promise<Output<S, N>> {
    const { signal, transfer, onProgress } = options;
    if (this.end) return Promise.reject(this.end);
    if (signal?.aborted) return Promise.reject(signal.reason);
    const id = ++this.lastId;
    return new Promise<Output<S, N>>((resolve, reject) => {
      const cancel = () => {
        this.pending.delete(id);
        this.port.postMessage({ type: 'cancel', id });
        reject(signal?.reason);
      };
      const settle = <T>(how: (value: T) => void) => {
        return (value: T) => {
          signal?.removeEventListener('abort', cancel);
          this.pending.delete(id);
          how(value);
        };
      };
      this.pending.set(id, {
        resolve: settle(resolve as (output: unknown) => void),
        reject: settle(reject),
        onProgress: onProgress as PendingCall['onProgress'],
      });
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        this.port.postMessage({ type: 'request', id, name, input }, transfer);
      } catch (error) {
        this.pending.get(id)?.reject(error);
      }
    });
  }

  /** @returns a function that ends the subscription */
  on<E extends EventName<S>>(event: E, listener: (payload: Payload<S, E>) => void): () => void {
    const listeners = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, listeners);
    listeners.add(listener as (payload: unknown) => void);
    return () => listeners.delete(listener as (payload: unknown) => void);
  }

  /** Called once where the worker dies; never by `dispose`. @returns a function that ends the subscription */
  onDeath(listener: (error: WorkerDiedError) => void): () => void {
    this.deathListeners.add(listener);
    return () => this.deathListeners.delete(listener);
  }

  /** Ends the worker (or closes the port) and rejects what is pending. */
  dispose(): void {
    this.finish(new DOMException('the worker was disposed of', 'AbortError'));
  }

  private receive(message: Message): void {
    this.heartbeat?.hear();
    if (message.type === 'patience') this.heartbeat?.allow(message.seconds);
    if (message.type === 'event') this.dispatch(message.name, message.payload, message.credit === true);
    if (message.type === 'result') this.pending.get(message.id)?.resolve(message.output);
    if (message.type === 'error') this.pending.get(message.id)?.reject(reviveError(message.error));
    if (message.type === 'progress') this.pending.get(message.id)?.onProgress?.(message.progress);
  }

  private dispatch(name: string, payload: unknown, wantsCredit: boolean): void {
    try {
      for (const listener of this.listeners.get(name) ?? []) listener(payload);
    } finally {
      // A listener that throws must not stop the stream for good.
      if (wantsCredit && !this.end) this.port.postMessage({ type: 'credit', name });
    }
  }

  private die(reason: string): void {
    if (this.end) return;
    const error = new WorkerDiedError(`the worker died: ${reason}`);
    this.finish(error);
    for (const listener of this.deathListeners) listener(error);
  }

  private finish(reason: Error): void {
    if (this.end) return;
    this.end = reason;
    this.heartbeat?.stop();
    this.port.close();
    for (const call of [...this.pending.values()]) call.reject(reason);
    this.listeners.clear();
  }
}
