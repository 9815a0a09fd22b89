/** @file The caller's side of a board worker. */
import { RpcClient } from '../rpc/client.ts';
import type { BoardService } from './protocol.ts';

/**
 * A board worker, ended when the board is done: nothing of what it measured with is of use to anyone.
 *
 *     const board = spawnBoardWorker();                           // in a page: ./spawnWorker.ts
 *     await board.call('measure', { measurements: ['tsne'], backends: ['wasm'], rounds: 20 }, { onProgress });
 */
export class BoardClient extends RpcClient<BoardService> {}
