/** @file The caller's side of a deployment worker, started when a bundle or a log is first asked for. */
import { RpcClient } from '../rpc/client.ts';
import type { DeploymentService } from './protocol.ts';

export class DeploymentClient extends RpcClient<DeploymentService> {}
