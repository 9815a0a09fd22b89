/** @file Tells the lab whether anybody can see the robot: unseen, nothing runs live. */
import { useEffect } from 'react';
import { hasPanels } from '../../lab/display.ts';
import { useDisplay, useLab } from '../LabContext.tsx';

export function useWatched(): void {
  const lab = useLab();
  const isCovered = useDisplay((display) => !hasPanels(display.view));
  useEffect(() => {
    const tell = () => void lab.robot.setWatched(!isCovered && document.visibilityState === 'visible');
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [lab, isCovered]);
}
