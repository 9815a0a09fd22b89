/** What the tests use of `ws`, which comes with roslib and without types. */
declare module 'ws' {
  import type { EventEmitter } from 'node:events';

  export class WebSocket extends EventEmitter {
    send(data: string): void;
    close(): void;
    terminate(): void;
    readonly readyState: number;
  }

  export class WebSocketServer extends EventEmitter {
    constructor(options: { port: number; host: string });
    address(): { port: number };
    close(done?: () => void): void;
    readonly clients: Set<WebSocket>;
  }
}
