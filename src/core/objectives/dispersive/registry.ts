/** @file Every dispersive loss of the lab, one line each; `core/experiment/dispersion.ts` says in words what they do. */
import type { Experiment } from '../../experiment/experiment.ts';
import { covariance } from './covariance.ts';
import type { DispersiveLoss } from './dispersiveLoss.ts';
import { hinge } from './hinge.ts';
import { infonceCosine } from './infonceCosine.ts';
import { infonceL2 } from './infonceL2.ts';
import { infonceL2Release } from './infonceL2Release.ts';

export const dispersiveLosses: Readonly<Record<Experiment['dispersive.kind'], DispersiveLoss | null>> = {
  infonce_l2: infonceL2,
  infonce_cosine: infonceCosine,
  hinge,
  covariance,
  infonce_l2_release: infonceL2Release,
  none: null,
};
