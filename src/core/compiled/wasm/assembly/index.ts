/** @file Every kernel of the wasm machine. `npm run kernels` compiles them into `../kernels.ts`. */
export { adamW, addScaled, mish, multiplyBy } from './elementwise';
export { pullPairs, squaredDistances } from './pairs';
export { multiplyPlain, multiplyTransposedLeft, multiplyTransposedRight, sumRows } from './product';
