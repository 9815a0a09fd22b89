/** @file What the page is, its shortcuts, and what to send along with a question. */
import { type ReactNode, useState } from 'react';
import { lessonNames } from '../../lab/lesson/lessons.ts';
import { chartKeys } from '../charts/chartKeys.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { Switch } from '../kit/Switch.tsx';
import { Tabs } from '../kit/Tabs.tsx';
import { useDisplay, useLab } from '../LabContext.tsx';
import { lessonWords } from '../lesson/lessonNames.ts';
import { Diagnostics } from './Diagnostics.tsx';
import { sayKeys, shortcuts } from './shortcuts.ts';

type Page = 'about' | 'keyboard' | 'diagnostics';

export default function HelpDialog({ onClose }: { onClose(): void }) {
  const [page, setPage] = useState<Page>('about');
  const tabs: { id: Page; label: string; content: ReactNode }[] = [
    { id: 'about', label: 'About', content: <About onTour={onClose} /> },
    { id: 'keyboard', label: 'Keyboard', content: <Keyboard /> },
    { id: 'diagnostics', label: 'Diagnostics', content: <Diagnostics /> },
  ];
  return (
    <Dialog isOpen onClose={onClose} title="Help">
      <Tabs label="Help" tabs={tabs} value={page} onChange={setPage} />
    </Dialog>
  );
}

function About({ onTour }: { onTour(): void }) {
  const lab = useLab();
  const startTour = () => {
    onTour();
    lab.display.setTourStep(0);
  };
  return (
    <div className="prose">
      <p>
        A robot policy is trained here, in your browser, and nothing leaves it. The policy is a <em>MeanFlow</em>{' '}
        policy: one call of a network turns noise into the robot’s next actions, where others need many small steps.
      </p>
      <dl className="glossary">
        <dt className="one-step">1 step</dt>
        <dd>One call leaps from noise to actions.</dd>
        <dt className="many-steps">32 steps</dt>
        <dd>The same network walks the same way in 32 small steps: slower, and the yardstick.</dd>
        <dt>Velocity loss</dt>
        <dd>How far the network’s velocity is from the true one. Lower is better.</dd>
        <dt>Representation</dt>
        <dd>Where the network puts what it observes. When all of it draws together, it has collapsed.</dd>
        <dt>Dispersive loss</dt>
        <dd>Pushes different observations apart in the representation, against collapse.</dd>
        <dt>Success</dt>
        <dd>
          Episodes in which the task was done, k of n, with a 95 % Wilson interval. Both step counts play the same
          starts.
        </dd>
      </dl>
      <p>
        <button type="button" onClick={startTour}>
          Start the tour
        </button>{' '}
        {lessonNames.map((name) => (
          <button key={name} type="button" onClick={() => lab.lesson.resume(name)}>
            Lesson: {lessonWords[name].title}
          </button>
        ))}
      </p>
    </div>
  );
}

function Keyboard() {
  const lab = useLab();
  const hasShortcuts = useDisplay((display) => display.hasShortcuts);
  const groups = [...new Set(shortcuts.map(({ group }) => group))];
  return (
    <>
      <Switch label="Use shortcuts" isOn={hasShortcuts} onChange={(isOn) => lab.display.setShortcuts(isOn)} />
      <p className="help">They rest while you type in a field. Tab reaches everything without them.</p>
      <div className="shortcut-groups">
        {groups.map((group) => (
          <table key={group} className="shortcuts">
            <caption>{group}</caption>
            <tbody>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map(({ keys, label }) => (
                  <tr key={label}>
                    <th scope="row">{label}</th>
                    <td>
                      <kbd>{sayKeys(keys)}</kbd>
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        ))}
        <table className="shortcuts">
          <caption>On a chart that has the focus</caption>
          <tbody>
            {chartKeys.map(({ printed, label }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>
                  <kbd>{printed}</kbd>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
