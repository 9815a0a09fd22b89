/** @file A deployment worker's entry in a browser. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import runtime from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env } from 'onnxruntime-web/wasm';
import { selfPort } from '../rpc/ports.ts';
import { serveDeployment } from './service.ts';

// As in the training worker: threads would start from blob: addresses.
setWasmPaths({
  'tfjs-backend-wasm.wasm': wasm,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': simd,
});
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
tf.enableProdMode();
// The runtime's 14 MB lie beside the page, under a name that the service worker knows; its glue is in this bundle.
env.wasm.wasmPaths = { wasm: new URL(runtime, self.location.href).href };

serveDeployment(selfPort(), () => performance.now());
