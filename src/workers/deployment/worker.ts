/** @file A deployment worker's entry in a browser. */
import runtime from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env } from 'onnxruntime-web/wasm';
import { selfPort } from '../rpc/ports.ts';
import { locateWasmFiles } from '../tensors/wasmFiles.ts';
import { serveDeployment } from './service.ts';

locateWasmFiles();
// The runtime's 14 MB lie beside the page, under a name that the service worker knows; its glue is in this bundle.
env.wasm.wasmPaths = { wasm: new URL(runtime, self.location.href).href };

serveDeployment(selfPort(), () => performance.now());
