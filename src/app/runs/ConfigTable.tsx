/** @file Settings of several runs beside each other, one column a run. */
import { useState } from 'react';
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';
import { differingKeys } from '../../lab/runs/comparison.ts';
import { Switch } from '../kit/Switch.tsx';
import { backendNames } from '../words.ts';
import { colourOf } from './runWords.ts';

export function ConfigTable({ runs }: { runs: readonly KeptRun[] }) {
  const [isDifferenceOnly, setDifferenceOnly] = useState(true);
  const differing = differingKeys(runs);
  const keys = isDifferenceOnly ? differing : (Object.keys(runs[0]?.experiment ?? {}) as SettingKey[]);
  const backends = runs.map(({ origin: { backend } }) => backendNames[backend as keyof typeof backendNames] ?? backend);
  const hasBackends = !isDifferenceOnly || new Set(backends).size > 1;
  return (
    <section className="panel config" aria-label="Settings compared">
      <header className="panel-header">
        <h3>Settings</h3>
        <Switch label="Only what differs" isOn={isDifferenceOnly} onChange={setDifferenceOnly} />
      </header>
      {runs.length > 1 && keys.length === 0 && !hasBackends && (
        <p className="faint">Every setting is the same in these runs.</p>
      )}
      {(keys.length > 0 || hasBackends) && runs.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section className="config-frame" tabIndex={0} aria-label="Table of settings">
          <table>
            <thead>
              <tr>
                <th scope="col">Setting</th>
                {runs.map((run) => (
                  <th key={run.id} scope="col">
                    <span className="run-colour" style={{ background: colourOf(run) }} /> {run.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {keys.map((key) => (
                <tr key={key} data-differs={differing.includes(key) || undefined}>
                  <th scope="row" title={key}>
                    {findSetting(key)?.label ?? key}
                  </th>
                  {runs.map((run) => (
                    <td key={run.id}>{run.experiment[key]}</td>
                  ))}
                </tr>
              ))}
              {hasBackends && (
                <tr data-differs={new Set(backends).size > 1 || undefined}>
                  <th scope="row">Backend</th>
                  {runs.map((run, i) => (
                    <td key={run.id}>{backends[i]}</td>
                  ))}
                </tr>
              )}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
