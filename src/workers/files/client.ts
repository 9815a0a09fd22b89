/** @file The caller's side of a files worker, which serves one file and is then ended. */
import { RpcClient } from '../rpc/client.ts';
import type { FilesService } from './protocol.ts';

export class FilesClient extends RpcClient<FilesService> {}
