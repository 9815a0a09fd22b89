/** @file The built site behind a server of a test's own: it can go away, or serve a new version. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Site {
  /** Grows where a new version of the site is to be served */
  version = 1;
  private readonly server: Server;

  private constructor(origin: string) {
    this.server = createServer(async (request, response) => {
      const answer = await fetch(new URL(request.url ?? '/', origin), {
        headers: { accept: request.headers.accept ?? '*/*' },
      });
      const headers = Object.fromEntries(answer.headers);
      // What was fetched here is neither compressed nor chunked any more.
      for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'connection'])
        delete headers[name];
      const body = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, headers);
      response.end(request.url === '/service-worker.js' ? `${body}\n// version ${this.version}` : body);
    });
  }

  static async serve(origin: string): Promise<Site> {
    const site = new Site(origin);
    await new Promise<void>((resolve) => site.server.listen(0, resolve));
    return site;
  }

  get address(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}/`;
  }

  /** From now on nobody answers. */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
