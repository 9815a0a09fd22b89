/** @file Which scenes come with a policy that moves their robot from the start: what lay in public/policies at the build. */
declare const __LAB_POLICIES__: readonly string[];

export const hasShippedPolicy = (scene: string): boolean => __LAB_POLICIES__.includes(`${scene}.policy`);
