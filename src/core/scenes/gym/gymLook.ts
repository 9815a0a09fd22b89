/** @file What Gymnasium's worlds look like: a dark checkered floor under a blue-grey sky, a sun from above. */

/** MJCF `asset`: the textures and the floor's material. @param repeat squares a metre */
export function gymAssets(repeat: number): string {
  return `<asset>
    <texture name="sky" type="skybox" builtin="gradient" rgb1="0.4 0.5 0.6" rgb2="0 0 0" width="64" height="64"/>
    <texture name="checker" type="2d" builtin="checker" rgb1="0.2 0.3 0.4" rgb2="0.8 0.9 0.8" width="64" height="64"/>
    <material name="floor" texture="checker" texrepeat="${repeat} ${repeat}" texuniform="true" reflectance="0.2"/>
  </asset>`;
}

/** MJCF of the light that every gym world has. */
export const gymSun =
  '<light name="sun" directional="true" pos="0 0 4" dir="0.3 0.4 -1" diffuse="0.9 0.9 0.9" specular="0.1 0.1 0.1"/>';

/** `rgba` of the capsules of Hopper, Walker2d, Ant and Humanoid */
export const gymSkin = '0.8 0.6 0.4 1';
