/** @file The workers that the lab owns, as it sees them: real ones in the page, stand-ins in tests. */
import type { BoardService } from '../workers/board/protocol.ts';
import type { DeploymentService } from '../workers/deployment/protocol.ts';
import type { InspectionService } from '../workers/inspection/protocol.ts';
import type { PhysicsClient } from '../workers/physics/client.ts';
import type { ProjectionService } from '../workers/projection/protocol.ts';
import type { RpcClient } from '../workers/rpc/client.ts';
import type { Service } from '../workers/rpc/protocol.ts';
import type { StorageService } from '../workers/storage/protocol.ts';
import type { TrainingService } from '../workers/training/protocol.ts';

type WorkerClient<S extends Service> = Pick<RpcClient<S>, 'call' | 'on' | 'onDeath' | 'dispose'>;

export type PhysicsWorker = Pick<PhysicsClient, 'call' | 'on' | 'onDeath' | 'dispose' | 'connect'>;
export type TrainingWorker = WorkerClient<TrainingService>;
export type ProjectionWorker = WorkerClient<ProjectionService>;
export type DeploymentWorker = WorkerClient<DeploymentService>;
export type InspectionWorker = WorkerClient<InspectionService>;
export type BoardWorker = WorkerClient<BoardService>;

export type StorageWorker = WorkerClient<StorageService>;

export interface LabWorkers {
  /** @param name shown in developer tools */
  spawnPhysics(name: string): PhysicsWorker;
  spawnTraining(): TrainingWorker;
  spawnProjection(): ProjectionWorker;
  /** Started when one step is first opened up */
  spawnInspection(): InspectionWorker;
  /** Started with the first bundle that is made or opened, or the first runner's log */
  spawnDeployment(): DeploymentWorker;
  /** Started for each board, and when the Speed view first opens */
  spawnBoard(): BoardWorker;
  /** Started with the first run that is kept or listed */
  spawnStorage(): StorageWorker;
  /** Physics workers beside the live one, for evaluation rollouts */
  readonly rolloutWorkers: number;
}
