/** @file Answers a physics worker's requests, on the port of its maker and on those of later connections. */
import type { SceneDescription } from '../../core/physics/environment.ts';
import { describeMjcf } from '../../core/physics/simulation.ts';
import { findScene, scenes } from '../../core/scenes/registry.ts';
import type { Scene, SceneFacts } from '../../core/scenes/scene.ts';
import { messagePort } from '../rpc/ports.ts';
import type { Port } from '../rpc/protocol.ts';
import { type Handlers, type Server, serve } from '../rpc/server.ts';
import { engine, engineBytes } from './engine.ts';
import { Environments } from './environments.ts';
import { LiveStage } from './liveStage.ts';
import type { PhysicsService } from './protocol.ts';
import { timeControlStep } from './stepTime.ts';

/** Serves physics on a port. The live robot's events go there, whoever started it. */
export function servePhysics(port: Port): void {
  const live: LiveStage = new LiveStage(
    // Copied, not transferred: the worker keeps its frames to look back at.
    (pose) => server.emitLatest('pose', pose),
    (error) => server.emit('liveFailure', { message: error instanceof Error ? error.message : String(error) }),
  );
  const server: Server<PhysicsService> = serveConnection(port, live);
}

function serveConnection(port: Port, live: LiveStage): Server<PhysicsService> {
  const environments = new Environments();
  const handlers: Handlers<PhysicsService> = {
    scenes: () => scenes.map(factsOf),
    describe: ({ scene }) => describeScene(scene),
    time: async ({ scene }) => ({ stepMilliseconds: timeControlStep(findScene(scene), await engine()) }),

    createEnvironments: (input) => environments.create(input),
    reset: (input) => environments.reset(input),
    step: (input) => environments.step(input),
    disposeEnvironments: ({ handle }) => environments.disposeOne(handle),
    memory: async () => ({ wasmBytes: await engineBytes() }),
    connect: (input) => void serveConnection(messagePort(input.port), live),

    startLive: (input) => live.start(input),
    startReplay: (input) => live.replay(input),
    setLivePolicy: ({ policy }) => live.setPolicy(policy),
    setLiveCast: (cast) => live.setCast(cast),
    setLivePlaying: ({ playing }) => live.setPlaying(playing),
    setLiveSpeed: ({ speed }) => live.setSpeed(speed),
    setLiveContacts: ({ measured }) => live.setContacts(measured),
    stepLive: () => live.step(),
    resetLive: ({ seed }) => live.reset(seed),
    lookBack: ({ controlStep }) => live.lookBack(controlStep),
  };
  return serve(port, handlers, () => environments.dispose());
}

/** By scene: it never changes, and a model takes long to compile */
const descriptions = new Map<string, SceneDescription>();

async function describeScene(id: string): Promise<SceneDescription> {
  const known = descriptions.get(id) ?? describeMjcf(await engine(), findScene(id).mjcf());
  descriptions.set(id, known);
  return known;
}

/** The plain data of a scene: what is left when its functions, which cannot travel, stay behind. */
function factsOf({ mjcf, create, experts, learnedExperts, ...facts }: Scene): SceneFacts {
  return facts;
}
