/** @file The caller's side of the training worker. */
import { RpcClient } from '../rpc/client.ts';
import type { TrainingService } from './protocol.ts';

export class TrainingClient extends RpcClient<TrainingService> {}
