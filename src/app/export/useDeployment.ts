/** @file A policy on its way to a robot, as panels see it. */
import { useStore } from 'zustand';
import type { DeploymentState } from '../../lab/deployment/deploymentState.ts';
import { useLab } from '../LabContext.tsx';

/** A part of the state; the panel renders again only when that part is another value. */
export function useDeployment<T>(select: (state: DeploymentState) => T): T {
  return useStore(useLab().deployment.store, select);
}
