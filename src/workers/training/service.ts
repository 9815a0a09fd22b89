/** @file Answers a training worker's requests: a backend, then one run at a time. */

import { engineMemory } from '../../core/compiled/engineMemory.ts';
import { currentDevice } from '../../core/policy/tensorBackend.ts';
import type { Port } from '../rpc/protocol.ts';
import { type Server, serve } from '../rpc/server.ts';
import { chooseBackend } from './backends.ts';
import { DeviceWatch } from './deviceWatch.ts';
import { Pace } from './pace.ts';
import { Patience } from './patience.ts';
import { evaluatePolicy } from './policyEvaluation.ts';
import type { TrainingService } from './protocol.ts';
import { Session, type SessionEvents } from './session.ts';

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
  /** Runs begin and end one after the other: a stop that comes while one begins ends that one. */
  let change: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = change.then(work);
    change = result.catch(() => undefined);
    return result;
  };
  const running = (): Session => {
    if (!session) throw new Error('there is no run: start one first');
    return session;
  };
  const end = async () => {
    const ended = session;
    session = null;
    await ended?.dispose();
  };

  const pace = new Pace(clock);
  const patience = new Patience((seconds) => server.askPatience(seconds));
  const device = new DeviceWatch((reason) => {
    session?.abandon();
    server.emit('deviceLost', { reason });
  });
  /** What came from a lost device is not told. */
  const unlessLost = (tell: () => void) => {
    if (!device.isLost) tell();
  };
  const events: SessionEvents = {
    record: (record) => unlessLost(() => server.emit('record', record)),
    status: (status) => unlessLost(() => server.emitLatest('status', status)),
    policy: (update) => unlessLost(() => server.emitLatest('policy', update)),
    snapshot: (update) => unlessLost(() => server.emitLatest('snapshot', update, [update.snapshot.buffer])),
  };

  const server: Server<TrainingService> = serve<TrainingService>(port, {
    async prepare(input) {
      if (session) throw new Error('the backend cannot change while there is a run: reset it first');
      device.watch(null);
      patience.beginUnknown();
      try {
        const report = await chooseBackend(input, clock);
        device.watch(currentDevice());
        return report;
      } finally {
        patience.rest();
      }
    },
    start: (input) =>
      inTurn(async () => {
        await end();
        patience.beginUnknown();
        session = new Session(input, events, { clock, yieldToMessages, pace, patience, device });
        await session.begin();
        return session.facts;
      }),
    play: () => running().play(),
    pause: () => running().pause(),
    step: () => running().step(),
    setPace: ({ stepsPerSecond }) => pace.limit(stepsPerSecond),
    stop: () =>
      inTurn(async () => {
        if (!session) return null;
        const ended = session;
        await ended.pause();
        const snapshot = await ended.snapshot().catch(() => null);
        await end();
        patience.rest();
        return snapshot;
      }),
    snapshot: () => running().snapshot(),
    policy: () => running().policy(),
    evaluate: () => running().evaluate(),
    async evaluatePolicy(input, context) {
      // Without a run, nobody knows yet how long a call takes here.
      if (!session) patience.beginUnknown();
      try {
        return await evaluatePolicy(input, context, { clock, pause: yieldToMessages });
      } finally {
        if (!session) patience.rest();
      }
    },
    attachPhysics: async ({ physics }) => ({ replayedStep: await running().attachPhysics(physics) }),
    memory: engineMemory,
  });
  return server;
}
