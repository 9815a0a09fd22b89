/** @file A checkered floor that seems endless: it follows the view, and fades into the background. */
import {
  Color,
  Mesh,
  MeshLambertMaterial,
  PlaneGeometry,
  SRGBColorSpace,
  type WebGLProgramParametersWithUniforms,
} from 'three';
import type { GeomDescription } from '../core/physics/environment.ts';
import type { StageColors } from './themes.ts';

/** Metres */
const tileSize = 0.5;
const radius = 14;

export class Floor {
  readonly mesh: Mesh<PlaneGeometry, MeshLambertMaterial>;
  private readonly uniforms = {
    tileA: { value: new Color() },
    tileB: { value: new Color() },
  };

  /** @param geom the scene's own floor: how high it lies, and its colours where it is checkered */
  constructor(private readonly geom: GeomDescription) {
    const material = new MeshLambertMaterial({ transparent: true });
    material.onBeforeCompile = (shader) => this.addTiles(shader);
    this.mesh = new Mesh(new PlaneGeometry(2 * radius, 2 * radius), material);
    this.mesh.position.z = geom.position[2];
    this.mesh.receiveShadow = true;
  }

  /** Moves the floor beneath a point; its tiles stay where they are in the world. */
  centerOn(x: number, y: number): void {
    this.mesh.position.x = x;
    this.mesh.position.y = y;
  }

  /** A scene without a checker of its own stands on the stage's. */
  setColors({ tiles, background, checkerShade, checkerHaze }: StageColors): void {
    const { checker, color } = this.geom;
    [this.uniforms.tileA, this.uniforms.tileB].forEach(({ value }, index) => {
      if (!checker) value.set(tiles[index]);
      else {
        const [red, green, blue] = checker[index].map((part, channel) => part * color[channel] * checkerShade);
        value.setRGB(red, green, blue, SRGBColorSpace).lerp(new Color(background), checkerHaze);
      }
    });
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }

  private addTiles(shader: WebGLProgramParametersWithUniforms): void {
    Object.assign(shader.uniforms, this.uniforms);
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nvarying vec2 vWorld;\nvarying vec2 vLocal;')
      .replace(
        '#include <begin_vertex>',
        '#include <begin_vertex>\nvWorld = (modelMatrix * vec4(position, 1.0)).xy;\nvLocal = position.xy;',
      );
    shader.fragmentShader = shader.fragmentShader
      .replace(
        '#include <common>',
        '#include <common>\nvarying vec2 vWorld;\nvarying vec2 vLocal;\nuniform vec3 tileA;\nuniform vec3 tileB;',
      )
      .replace('#include <color_fragment>', tilesFragment);
  }
}

/** A checkerboard with edges one pixel soft, which turns into its mean where tiles get smaller than pixels. */
const tilesFragment = /* glsl */ `
  vec2 tile = vWorld / ${(2 * tileSize).toFixed(2)};
  vec2 width = max(fwidth(tile), 1e-5);
  // Box-filtered square wave along each axis; their product is the checkerboard.
  vec2 low = abs(fract(tile - 0.5 * width) - 0.5);
  vec2 high = abs(fract(tile + 0.5 * width) - 0.5);
  vec2 wave = clamp(2.0 * (low - high) / width, -1.0, 1.0);
  float checker = 0.5 - 0.5 * wave.x * wave.y;
  diffuseColor.rgb = mix(tileA, tileB, checker);
  diffuseColor.a *= 1.0 - smoothstep(0.25, 1.0, length(vLocal) / ${radius.toFixed(1)});
`;
