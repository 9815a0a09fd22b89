/** @file Answers a training worker's requests: a backend, then one run at a time. */
import type { Port } from '../rpc/protocol.ts';
import { type Server, serve } from '../rpc/server.ts';
import { chooseBackend } from './backends.ts';
import { Pace } from './pace.ts';
import type { TrainingService } from './protocol.ts';
import { Session } from './session.ts';

/**
 * @param clock milliseconds
 * @param yieldToMessages resolves once the messages that wait now were handled
 */
export function serveTraining(
  port: Port,
  clock: () => number,
  yieldToMessages: () => Promise<void>,
): Server<TrainingService> {
  let session: Session | null = null;
  const pace = new Pace(clock);
  const running = (): Session => {
    if (!session) throw new Error('there is no run: start one first');
    return session;
  };
  const end = async () => {
    const ended = session;
    session = null;
    await ended?.dispose();
  };

  const server = serve<TrainingService>(port, {
    async prepare({ backend }) {
      if (session) throw new Error('the backend cannot change while there is a run: reset it first');
      return chooseBackend(backend, clock);
    },
    async start(input) {
      await end();
      session = new Session(
        input,
        {
          record: (record) => server.emit('record', record),
          status: (status) => server.emitLatest('status', status),
          policy: (update) => server.emitLatest('policy', update),
          snapshot: (update) => server.emitLatest('snapshot', update, [update.snapshot.buffer]),
        },
        clock,
        yieldToMessages,
        pace,
      );
      await session.begin();
      return session.facts;
    },
    play: () => running().play(),
    pause: () => running().pause(),
    step: () => running().step(),
    setPace: ({ stepsPerSecond }) => pace.limit(stepsPerSecond),
    async stop() {
      if (!session) return null;
      const ended = session;
      await ended.pause();
      const snapshot = await ended.snapshot().catch(() => null);
      await end();
      return snapshot;
    },
    snapshot: () => running().snapshot(),
    policy: () => running().policy(),
    evaluate: () => running().evaluate(),
  });
  return server;
}
