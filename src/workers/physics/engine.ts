/** @file The worker's one MuJoCo module, loaded by the first request that needs it. */
import { loadMujoco, type Mujoco } from '../../core/physics/mujoco.ts';

let loading: Promise<Mujoco> | null = null;

/** @throws Error where the module cannot be fetched or compiled; the next call tries again */
export function engine(): Promise<Mujoco> {
  loading ??= loadMujoco().catch((error: unknown) => {
    loading = null;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The physics engine could not be loaded (${reason}). Check the connection and reload the page.`);
  });
  return loading;
}

/** Bytes of the engine's WebAssembly memory. */
export async function engineBytes(): Promise<number> {
  const mujoco = await engine();
  // The module does not export its memory; every view is one onto it.
  const buffer = new mujoco.DoubleBuffer(1);
  const { byteLength } = (buffer.GetView() as Float64Array).buffer;
  buffer.delete();
  return byteLength;
}
