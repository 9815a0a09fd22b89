/** @file A narrow view of what is opened up. */
import { useStore } from 'zustand';
import type { InspectorState } from '../../lab/inspector.ts';
import { useLab } from '../LabContext.tsx';

export function useInspector<T>(select: (state: InspectorState) => T): T {
  return useStore(useLab().inspector.store, select);
}
