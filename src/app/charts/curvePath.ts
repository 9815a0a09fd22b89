/** @file A curve as an SVG path. */

/** A tenth of a pixel; not `toFixed`, which takes most of the time of a long path. */
const tenth = (pixels: number) => Math.round(pixels * 10) / 10;

/**
 * @param locate where a point is drawn, in pixels; a coordinate that is not finite breaks the curve
 */
export function curvePath<Point>(
  points: readonly Point[],
  locate: (point: Point) => readonly [x: number, y: number],
): string {
  let path = '';
  let isDrawing = false;
  for (const point of points) {
    const [x, y] = locate(point);
    const hasPlace = Number.isFinite(x) && Number.isFinite(y);
    // A lone point is a line without length: with round caps it shows as a dot.
    if (hasPlace) path += isDrawing ? `L${tenth(x)} ${tenth(y)}` : `M${tenth(x)} ${tenth(y)}h0`;
    isDrawing = hasPlace;
  }
  return path;
}
