/** @file The caller's side of a physics worker, in a page, a training worker or node. */
import { type CallOptions, RpcClient } from '../rpc/client.ts';
import { messagePort } from '../rpc/ports.ts';
import type { PhysicsService } from './protocol.ts';

/**
 * A physics worker.
 *
 *     const physics = spawnPhysicsWorker();                       // in a page: ./spawnWorker.ts
 *     const physics = new PhysicsClient(messagePort(port));       // in a worker that was handed a port
 *     const pool = spawnPhysicsThreads(2);                        // in node: ./nodeThreads.ts
 *     await physics.call('startLive', { scene: 'hopper', policy, steps: 1, seed: 0, playing: true });
 *     physics.on('pose', (pose) => viewer.pushPose(pose.poses, pose));
 */
export class PhysicsClient extends RpcClient<PhysicsService> {
  /**
   * A second way into the same worker: a port to hand to a training worker, which then makes environments of its own.
   * They are disposed of when that port closes.
   */
  async connect(options: Pick<CallOptions, 'signal'> = {}): Promise<MessagePort> {
    const { port1, port2 } = new MessageChannel();
    await this.call('connect', { port: port2 }, { ...options, transfer: [port2] });
    return port1;
  }

  /** A client over a port that `connect` returned. */
  static overPort(port: MessagePort): PhysicsClient {
    return new PhysicsClient(messagePort(port));
  }
}
