/** @file Many values in few columns, of which each shows its highest: no spike is lost where there is no room for all. */

/**
 * @param values any number; NaN stands for none
 * @param columns at least 1 and at most as many as there are values
 * @returns the highest value of each column, NaN where it has none
 */
export function highestOfEach(values: ArrayLike<number>, columns: number): number[] {
  return Array.from({ length: columns }, (_, column) => {
    const [from, to] = [column, column + 1].map((edge) => Math.floor((edge * values.length) / columns));
    let highest = Number.NaN;
    for (let i = from; i < to; i++) if (!(values[i] <= highest) && !Number.isNaN(values[i])) highest = values[i];
    return highest;
  });
}
