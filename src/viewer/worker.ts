/** @file The drawing worker's entry: obeys the page's commands, one after another. */
import type { ViewerCommand, ViewerReport } from './protocol.ts';
import { SceneRenderer } from './sceneRenderer.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const report = (message: ViewerReport) => scope.postMessage(message);
let renderer: SceneRenderer | null = null;

scope.addEventListener('message', ({ data }: MessageEvent<ViewerCommand>) => {
  try {
    if (data.type === 'start') {
      renderer = new SceneRenderer(data.canvas, (isLost) => report({ type: 'contextLost', isLost }));
    } else if (renderer) {
      obey(renderer, data);
    }
  } catch (error) {
    report({ type: 'failure', message: error instanceof Error ? error.message : String(error) });
  }
});

function obey(renderer: SceneRenderer, command: Exclude<ViewerCommand, { type: 'start' }>): void {
  switch (command.type) {
    case 'scene':
      renderer.setScene(command.description, command.camera);
      break;
    case 'pose':
      renderer.pushPose(command.poses, command.frame, command.kind);
      break;
    case 'ghost':
      renderer.setGhostVisible(command.isVisible);
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
