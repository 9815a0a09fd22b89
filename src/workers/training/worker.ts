/** @file A training worker's entry in a browser. */
import { selfPort } from '../rpc/ports.ts';
import { locateWasmFiles } from '../tensors/wasmFiles.ts';
import { serveTraining } from './service.ts';
import { makeYield } from './yieldToMessages.ts';

locateWasmFiles();
serveTraining(selfPort(), () => performance.now(), makeYield());
