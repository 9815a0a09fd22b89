/** @file Answers a physics worker's requests. */

import type { Port } from '../rpc/protocol.ts';
import { serve } from '../rpc/server.ts';
import type { PhysicsService } from './protocol.ts';

const soon = (): never => {
  throw new Error('written next');
};

/** Serves physics on a port. */
export function servePhysics(port: Port): void {
  serve<PhysicsService>(port, {
    scenes: soon,
    describe: soon,
    createEnvironments: soon,
    reset: soon,
    step: soon,
    disposeEnvironments: soon,
    connect: soon,
    startLive: soon,
    setLivePolicy: soon,
    setLivePlaying: soon,
    stepLive: soon,
    resetLive: soon,
  });
}
