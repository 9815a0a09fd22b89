/** @file The drawing worker's entry: obeys the page's commands, one after another. */
import type { ViewerCommand, ViewerReport } from './protocol.ts';
import { SceneRenderer } from './sceneRenderer.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const report = (message: ViewerReport) => scope.postMessage(message);
let renderer: SceneRenderer | null = null;

scope.addEventListener('message', ({ data }: MessageEvent<ViewerCommand>) => {
  try {
    if (data.type === 'ping') {
      report({ type: 'pong' });
    } else if (data.type === 'start') {
      renderer = new SceneRenderer(data.canvas, {
        onContextLost: (isLost) => report({ type: 'contextLost', isLost }),
        onDrawn: (number) => report({ type: 'drawn', number }),
      });
    } else if (renderer) {
      obey(renderer, data);
    }
  } catch (error) {
    report({ type: 'failure', message: error instanceof Error ? error.message : String(error) });
  }
});

function obey(renderer: SceneRenderer, command: Exclude<ViewerCommand, { type: 'start' | 'ping' }>): void {
  switch (command.type) {
    case 'scene':
      renderer.setScene(command);
      break;
    case 'pose':
      renderer.pushPose(command.pose, command.frame);
      break;
    case 'overlays':
      renderer.setOverlays(command.overlays);
      break;
    case 'measure':
      report({ type: 'memory', memory: renderer.memory });
      break;
    case 'follow':
      renderer.follow(command.body);
      break;
    case 'glide':
      renderer.setGlide(command.isOn);
      break;
    case 'gesture':
      renderer.gesture(command.gesture);
      break;
    case 'resize':
      renderer.resize(command.width, command.height, command.pixelRatio);
      break;
    case 'theme':
      renderer.setTheme(command.theme);
      break;
    case 'shown':
      renderer.setShown(command.isShown);
      break;
    case 'clear':
      renderer.clear();
  }
}
