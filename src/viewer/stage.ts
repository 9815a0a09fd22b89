/** @file Where a robot stands: floor, lights and background. */
import { Color, DirectionalLight, HemisphereLight, Scene, Vector3 } from 'three';
import type { GeomDescription } from '../core/physics/environment.ts';
import { Floor } from './floor.ts';
import { stageColors, type Theme } from './themes.ts';

/** From the lit point to the sun */
const sunDirection = new Vector3(0.45, -0.55, 1).normalize();

export class Stage {
  readonly scene = new Scene();
  private readonly sky = new HemisphereLight();
  private readonly sun = new DirectionalLight();
  private floor: Floor | null = null;
  private theme: Theme = 'light';
  /** Half the width of what casts and receives shadows, metres */
  private shadowRadius = 2;

  constructor() {
    // The hemisphere's axis is the light's position, and this world's z is up.
    this.sky.position.set(0, 0, 1);
    this.sun.castShadow = true;
    this.sun.shadow.mapSize.set(1024, 1024);
    this.sun.shadow.radius = 3.5;
    this.sun.shadow.normalBias = 0.02;
    this.scene.add(this.sky, this.sun, this.sun.target);
    this.setTheme('light');
  }

  /**
   * @param floor the plane that the scene stands on, null for none
   * @param shadowRadius metres around the point in view that have shadows
   */
  prepare(floor: GeomDescription | null, shadowRadius: number): void {
    if (this.floor) this.scene.remove(this.floor.mesh);
    this.floor?.dispose();
    this.floor = floor && new Floor(floor);
    if (this.floor) this.scene.add(this.floor.mesh);
    this.shadowRadius = shadowRadius;
    const { camera } = this.sun.shadow;
    camera.left = camera.bottom = -shadowRadius;
    camera.right = camera.top = shadowRadius;
    camera.near = 0.1;
    camera.far = 4 * shadowRadius;
    camera.updateProjectionMatrix();
    this.setTheme(this.theme);
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    const colors = stageColors[theme];
    this.scene.background = new Color(colors.background);
    this.sky.color.set(colors.sky);
    this.sky.groundColor.set(colors.ground);
    this.sky.intensity = colors.hemisphereIntensity;
    this.sun.intensity = colors.sunIntensity;
    this.floor?.setColors(colors);
  }

  /** Brings light and floor to the point in view. */
  centerOn(point: Vector3): void {
    // In whole shadow texels, or the edges of shadows would shimmer as the robot moves.
    const texel = (2 * this.shadowRadius) / this.sun.shadow.mapSize.x;
    const snapped = point.clone().divideScalar(texel).round().multiplyScalar(texel);
    this.sun.target.position.copy(snapped);
    this.sun.position.copy(snapped).addScaledVector(sunDirection, 2 * this.shadowRadius);
    this.floor?.centerOn(point.x, point.y);
  }

  dispose(): void {
    this.floor?.dispose();
    this.sun.dispose();
  }
}
