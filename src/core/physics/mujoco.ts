/** @file Loads the official MuJoCo WASM bindings. One module a worker; it needs `unsafe-eval` in that worker's policy. */
import loadModule, { type MainModule } from '@mujoco/mujoco';

export type Mujoco = MainModule;

/** @throws Error where the WASM file cannot be fetched or compiled */
export async function loadMujoco(): Promise<Mujoco> {
  return loadModule();
}
