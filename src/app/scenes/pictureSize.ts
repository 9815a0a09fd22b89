/** @file How large the gallery's pictures are. */

/** Pixels: twice what a card shows of it on a phone */
export const pictureSize = { width: 400, height: 250 } as const;
