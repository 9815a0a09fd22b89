/** @file A curve as an SVG path. */

/** A tenth of a pixel is enough. Numbers that were written before are not written again: that is most of a path's time. */
const texts: string[] = [];
function tenth(pixels: number): string {
  const key = Math.round(pixels * 10);
  if (key < 0 || key > 40_000) return String(key / 10);
  texts[key] ??= String(key / 10);
  return texts[key];
}

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
