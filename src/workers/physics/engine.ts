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
