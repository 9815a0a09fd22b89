/** @file The viewer of a canvas, for as long as its worker lives; then another one, on another canvas. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { SceneViewer } from '../../viewer/sceneViewer.ts';
import { useLab } from '../LabContext.tsx';

/** Drawing workers that may die within a minute before it is given up */
const mostDeaths = 3;
const minute = 60_000;

const lostContext = 'The browser took the graphics context away. Training goes on; the scene will be redrawn.';
const started = 'The drawing of the scene stopped, and was started again. The robot and the training were kept.';

export interface SceneDrawing {
  readonly viewer: SceneViewer | null;
  /** Names the canvas: one whose worker died must be replaced by a new element. */
  readonly generation: number;
  /** Why there is nothing to see; null where there is */
  readonly problem: string | null;
}

/** @param onDrawn called when the scene that was set last is to be seen */
export function useSceneViewer(canvas: RefObject<HTMLCanvasElement | null>, onDrawn: () => void): SceneDrawing {
  const lab = useLab();
  const [viewer, setViewer] = useState<SceneViewer | null>(null);
  const [generation, setGeneration] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const deaths = useRef<number[]>([]);
  const drawn = useRef(onDrawn);
  drawn.current = onDrawn;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another generation is another canvas
  useEffect(() => {
    const fail = (message: string) => setProblem(`The scene cannot be drawn: ${message} Training works without it.`);
    const replace = () => {
      const now = performance.now();
      deaths.current = [...deaths.current.filter((time) => now - time < minute), now];
      if (deaths.current.length > mostDeaths) {
        fail('its drawing stopped again and again. Reload the page to try once more.');
        return;
      }
      setProblem(null);
      setGeneration((last) => last + 1);
      lab.office.notify(started, { tone: 'news' });
    };
    try {
      const made = new SceneViewer(canvas.current!, {
        onDrawn: () => drawn.current(),
        onContextLost: (isLost) => setProblem(isLost ? lostContext : null),
        onDeath: replace,
        onFailure: fail,
      });
      setViewer(made);
      return () => made.dispose();
    } catch (error) {
      fail((error as Error).message);
    }
  }, [lab, canvas, generation]);

  return { viewer, generation, problem };
}
