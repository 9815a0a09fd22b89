/** @file What the numbers of an action are called, scene by scene. */

const names: Readonly<Record<string, readonly string[]>> = {
  detour: ['forward', 'left'],
  dials: ['right', 'away'],
  hopper: ['hip', 'knee', 'ankle'],
  lift: ['dx', 'dy', 'dz', 'droll', 'dpitch', 'dyaw', 'grip'],
};

/** @returns one name for each number of an action, plain where the scene has none */
export function dimensionNames(scene: string, actionSize: number): readonly string[] {
  const known = names[scene];
  return known?.length === actionSize ? known : Array.from({ length: actionSize }, (_, i) => `action ${i + 1}`);
}
