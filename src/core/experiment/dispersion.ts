/**
 * @file The names of dispersive losses and of the layers they may act on, with what each does in a line: plain data,
 * so that the form knows them without loading the engine. `core/objectives/dispersive/registry.ts` holds a loss for each.
 */

export const dispersiveLossWords = {
  infonce_l2:
    'Pushes pairs apart while they are near, far ones hardly at all; long embeddings lower it too (Wang & He).',
  infonce_cosine: 'Pushes directions apart: the length of an embedding changes nothing.',
  hinge: 'Pushes pairs that are nearer than the margin, and lets go of the others.',
  covariance:
    'Makes the numbers of an embedding uncorrelated; points that all coincide are uncorrelated too, so it prevents no collapse by itself.',
  infonce_l2_release:
    'What DMPO’s released code computes in place of its paper’s formula: pushes the farthest pairs hardest, up to ten temperatures, then nothing.',
  none: 'Nothing is pushed apart.',
} as const;

export const dispersiveLayerWords = {
  condition: 'The embedding that the head sees, as in the paper.',
  condition_hidden: 'The encoder’s hidden layer, before the embedding is made of it.',
  head_input: 'The head’s first layer, which also depends on noise and times: these alone can spread it.',
  head_hidden: 'The head’s last hidden layer, which also depends on noise and times: these alone can spread it.',
} as const;

/** The keys of a table of words, in its order. */
export function namesIn<Words extends object>(words: Words): readonly (keyof Words & string)[] {
  return Object.keys(words) as (keyof Words & string)[];
}
