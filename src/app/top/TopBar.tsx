/** @file The line above all panels: what is run, on what, and how far it has come. */
import { BackendPicker } from './BackendPicker.tsx';
import { Progress } from './Progress.tsx';
import { ScenePicker } from './ScenePicker.tsx';
import { Transport } from './Transport.tsx';

export function TopBar() {
  return (
    <header className="top-bar">
      <h1>One-Step Lab</h1>
      <ScenePicker />
      <BackendPicker />
      <Transport />
      <Progress />
    </header>
  );
}
