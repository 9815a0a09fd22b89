/** @file A curve as an SVG path. */

/**
 * @param locate where a point is drawn, in pixels; a coordinate that is missing breaks the curve
 */
export function curvePath<Point>(
  points: readonly Point[],
  locate: (point: Point) => readonly [x: number | null | undefined, y: number | null | undefined],
): string {
  let path = '';
  let isDrawing = false;
  for (const point of points) {
    const [x, y] = locate(point);
    const hasPlace = x != null && y != null && Number.isFinite(x) && Number.isFinite(y);
    // A lone point is a line without length: with round caps it shows as a dot.
    if (hasPlace) path += `${isDrawing ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}${isDrawing ? '' : 'h0'}`;
    isDrawing = hasPlace;
  }
  return path;
}
