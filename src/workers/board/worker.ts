/** @file A board worker's entry in a browser. */
import runtime from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env } from 'onnxruntime-web/wasm';
import { activateBackend } from '../../core/policy/tensorBackend.ts';
import { selfPort } from '../rpc/ports.ts';
import { locateWasmFiles } from '../tensors/wasmFiles.ts';
import { makeYield } from '../training/yieldToMessages.ts';
import { serveBoard } from './service.ts';

locateWasmFiles();
// As in the deployment worker: the runtime's glue is in this bundle, its 14 MB beside the page.
env.wasm.wasmPaths = { wasm: new URL(runtime, self.location.href).href };

serveBoard(selfPort(), {
  home: { clock: () => performance.now(), rest: makeYield(), startBackend: activateBackend },
});
