/** @file How each contestant is called and drawn: by hue, dash and mark, so that none depends on its colour. */
import { sayNumber } from '../words.ts';

export interface Contestant {
  readonly name: string;
  readonly color: string;
  /** SVG's stroke-dasharray; empty: a whole line */
  readonly dash: string;
  /** SVG path of a mark around the origin, some 8 pixels wide */
  readonly mark: string;
}

const disc = 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z';
const square = 'M-3.5-3.5h7v7h-7z';
const triangle = 'M0-4.5L4.5 3.5h-9z';
const diamond = 'M0-5L5 0L0 5L-5 0z';
const cross = 'M-4-2.6L-2.6-4L0-1.4L2.6-4L4-2.6L1.4 0L4 2.6L2.6 4L0 1.4L-2.6 4L-4 2.6L-1.4 0z';

const contestants: Readonly<Record<string, Contestant>> = {
  ours: { name: 'The lab', color: 'var(--accent)', dash: '', mark: disc },
  tensor: { name: 'The lab, in tfjs operations', color: 'var(--run-5)', dash: '8 3', mark: square },
  plain: { name: 'Plain tfjs operations', color: 'var(--run-3)', dash: '2 3', mark: triangle },
  jax: { name: 'jax-js', color: 'var(--run-0)', dash: '5 3', mark: diamond },
  deployed: { name: 'The lab, in plain JavaScript', color: 'var(--run-5)', dash: '8 3', mark: square },
  onnxruntime: { name: 'onnxruntime-web', color: 'var(--run-2)', dash: '5 3', mark: diamond },
  'tfjs-wasm': { name: 'tfjs on WASM', color: 'var(--run-3)', dash: '2 3', mark: triangle },
  'tfjs-webgpu': { name: 'tfjs on WebGPU', color: 'var(--run-4)', dash: '8 3 2 3', mark: cross },
  'tfjs-cpu': { name: 'tfjs in JavaScript', color: 'var(--run-6)', dash: '1 2', mark: square },
  tsne: { name: 't-SNE', color: 'var(--accent)', dash: '', mark: disc },
};

export function contestantOf(key: string): Contestant {
  return contestants[key] ?? { name: key, color: 'var(--text)', dash: '', mark: disc };
}

export const networkNames: Readonly<Record<string, string>> = { lift: 'Lift', hopper: 'Hopper, as in the paper' };

/** `0.16 M` */
export const sayMillions = (parameters: number) => `${(parameters / 1e6).toFixed(2)} M`;

/** `4.2 ×` */
export const sayTimes = (factor: number) => `${sayNumber(factor)} ×`;
