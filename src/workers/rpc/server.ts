/**
 * @file The worker's side: answers requests with handlers and emits events.
 *
 *     const server = serve<PhysicsService>(selfPort(), { describe: ({ scene }) => …, … });
 *     server.emitLatest('pose', pose, [pose.poses.buffer]);
 */
import { serialiseError } from './errors.ts';
import type { EventName, Input, Message, Output, Payload, Port, Progress, RequestName, Service } from './protocol.ts';

export interface HandlerContext<P = unknown> {
  /** Aborted where the caller cancelled, or the port closed */
  readonly signal: AbortSignal;
  progress(progress: P): void;
}

/** An output together with the buffers and ports that move with it. */
export class Transferred<T> {
  constructor(
    readonly output: T,
    readonly transfer: readonly Transferable[],
  ) {}
}

/** A request whose output is undefined may be answered by a function that returns nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: only void stands for such a function's type
type Answer<T> = T | Transferred<T> | (undefined extends T ? void : never);

/** One function a request. It may yield: other requests, pings and cancellations are served meanwhile. */
export type Handlers<S extends Service> = {
  readonly [N in RequestName<S>]: (
    input: Input<S, N>,
    context: HandlerContext<Progress<S, N>>,
  ) => Answer<Output<S, N>> | Promise<Answer<Output<S, N>>>;
};

type AnyHandler = (input: unknown, context: HandlerContext) => unknown;

/**
 * Starts answering on a port.
 * @param onClose called once where the other side is gone, or after `close`: the place to free what it asked for
 */
export function serve<S extends Service>(port: Port, handlers: Handlers<S>, onClose?: () => void): Server<S> {
  return new Server(port, handlers, onClose);
}

export class Server<S extends Service> {
  private readonly running = new Map<number, AbortController>();
  /** Names of credited events in flight, each with the newest payload that waits behind it, if any */
  private readonly inFlight = new Map<string, { send: () => void } | null>();
  private isClosed = false;

  constructor(
    private readonly port: Port,
    private readonly handlers: Handlers<S>,
    private readonly onClose: () => void = () => {},
  ) {
    port.onMessage((message) => this.receive(message));
    port.onFailure(() => this.close());
  }

  /** Sends an event; every one arrives, in order. */
  emit<E extends EventName<S>>(event: E, payload: Payload<S, E>, transfer?: readonly Transferable[]): void {
    if (!this.isClosed) this.port.postMessage({ type: 'event', name: event, payload }, transfer);
  }

  /**
   * Sends an event of which only the newest matters. While the receiver has not dealt with the last one, a newer
   * payload replaces the one that waits, so nothing queues up before a page that is behind.
   */
  emitLatest<E extends EventName<S>>(event: E, payload: Payload<S, E>, transfer?: readonly Transferable[]): void {
    if (this.isClosed) return;
    const send = () => this.port.postMessage({ type: 'event', name: event, payload, credit: true }, transfer);
    if (this.inFlight.has(event)) {
      this.inFlight.set(event, { send });
    } else {
      this.inFlight.set(event, null);
      send();
    }
  }

  /** Asks whoever listens for pongs to wait up to so long for one: work is ahead that cannot be interrupted. */
  askPatience(seconds: number): void {
    this.post({ type: 'patience', seconds });
  }

  /** Stops answering and aborts what runs. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const controller of this.running.values()) controller.abort();
    this.port.close();
    this.onClose();
  }

  private receive(message: Message): void {
    if (message.type === 'request') void this.answer(message.id, message.name, message.input);
    if (message.type === 'cancel') this.running.get(message.id)?.abort();
    if (message.type === 'credit') this.takeCredit(message.name);
    if (message.type === 'ping') this.post({ type: 'pong' });
  }

  private async answer(id: number, name: string, input: unknown): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      // Object.hasOwn, because a name such as "constructor" would otherwise find a function too.
      if (!Object.hasOwn(this.handlers, name)) throw new RangeError(`this worker has no request named ${name}`);
      const handler = this.handlers[name as RequestName<S>] as AnyHandler;
      const progress = (value: unknown) => this.post({ type: 'progress', id, progress: value });
      const answer = await handler(input, { signal: controller.signal, progress });
      const { output, transfer } = answer instanceof Transferred ? answer : new Transferred(answer, []);
      this.post({ type: 'result', id, output }, transfer);
    } catch (error) {
      this.post({ type: 'error', id, error: serialiseError(error) });
    } finally {
      this.running.delete(id);
    }
  }

  private takeCredit(name: string): void {
    const waiting = this.inFlight.get(name);
    if (waiting) {
      this.inFlight.set(name, null);
      waiting.send();
    } else {
      this.inFlight.delete(name);
    }
  }

  private post(message: Message, transfer?: readonly Transferable[]): void {
    if (!this.isClosed) this.port.postMessage(message, transfer);
  }
}
