/** @file What can be exported of the form's scene, and what is chosen of it. */
import { type ExportSource, sourcesOf } from '../../lab/deployment/sources.ts';
import { hasShippedPolicy } from '../../lab/shippedPolicies.ts';
import { useLabFields } from '../LabContext.tsx';
import { useRuns } from '../runs/useRuns.ts';
import { useDraft } from '../useDraft.ts';
import { useDeployment } from './useDeployment.ts';

export function useSources(): { readonly sources: readonly ExportSource[]; readonly source: ExportSource | null } {
  const { experiment } = useDraft();
  const { scenes, run } = useLabFields((state) => ({ scenes: state.scenes, run: state.run }));
  const runs = useRuns((state) => state.runs);
  const activeId = useRuns((state) => state.activeId);
  const chosen = useDeployment((state) => state.chosen);
  const scene = scenes.find(({ id }) => id === experiment.scene);
  const sources = sourcesOf(scene, { run }, { runs, activeId }, hasShippedPolicy);
  return { sources, source: sources.find(({ key }) => key === chosen) ?? sources[0] ?? null };
}
