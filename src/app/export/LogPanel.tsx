/** @file A runner's log: which robot, how it kept its time, and an episode that plays in the scene with its timing. */
import { useState } from 'react';
import type { ShownLog } from '../../lab/deployment/deploymentState.ts';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { CloseIcon } from '../kit/icons.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayCount, sayNumber } from '../words.ts';
import { sayMissed } from './exportWords.ts';
import { LogEvents } from './LogEvents.tsx';
import { TimingLanes } from './TimingLanes.tsx';

export function LogPanel({ shown }: { shown: ShownLog }) {
  const lab = useLab();
  const { log, name } = shown;
  const isPlayed = useLabState(({ live }) => live.policy.kind === 'log' && live.policy.name === name);
  const played = useLabState(({ live, liveStatus }) => (live.policy.kind === 'log' ? (liveStatus?.seed ?? 0) : null));
  const step = useLabState(({ live, liveStatus }) =>
    live.policy.kind === 'log' ? (liveStatus?.controlStep ?? 0) : null,
  );
  const [chosen, setChosen] = useState(0);
  const index = Math.min(isPlayed && played !== null ? played : chosen, log.episodes.length - 1);
  const episode = log.episodes[index];
  return (
    <Panel
      title="Runner’s log"
      className="export-log"
      actions={<IconButton label="Close the log" icon={<CloseIcon />} onClick={() => lab.deployment.close()} />}
    >
      <div className="export-scroll">
        <p className="bundle-name">
          <strong>{name}</strong>{' '}
          <span className="faint">{log.header.startedAt.slice(0, 16).replace('T', ' ')} UTC</span>
        </p>
        <LogFacts shown={shown} />
        <div className="log-episode">
          <label>
            Episode{' '}
            <select
              value={index}
              onChange={(event) => {
                const next = Number(event.target.value);
                setChosen(next);
                if (isPlayed) void lab.robot.showLoggedEpisode(next);
              }}
            >
              {log.episodes.map(({ episode: number, count, success }, i) => (
                <option key={number} value={i}>
                  {number + 1}: {sayCount(count)} steps{success === null ? '' : success ? ', success' : ', no success'}
                </option>
              ))}
            </select>
          </label>
          {log.states === null && (
            <span className="help">The robot told no simulator state: only its timing is here.</span>
          )}
          {log.states !== null && !isPlayed && (
            <button type="button" onClick={() => void lab.deployment.watchLog()}>
              Play it in the scene
            </button>
          )}
        </div>
        <ChartFigure
          className="log-timing"
          name="Inference and lateness of each control step, milliseconds"
          summary={`Milliseconds of each control step; a mark below is a command that left more than ${sayNumber(log.header.limits.deadlineMs)} ms late.`}
        >
          {(size) => <TimingLanes log={log} episode={episode} at={isPlayed ? step : null} size={size} />}
        </ChartFigure>
        <LogEvents log={log} episode={episode.episode} />
      </div>
    </Panel>
  );
}

function LogFacts({ shown: { log } }: { shown: ShownLog }) {
  const { header, summary, missed, limited } = log;
  const count = (flags: Uint8Array) => flags.reduce((sum, flag) => sum + flag, 0);
  const successes = log.episodes.filter(({ success }) => success === true).length;
  const facts: readonly (readonly [string, string])[] = [
    ['Robot', `${header.robot}${header.dryRun ? ', dry run: nothing was sent' : ''}`],
    ['Rate', `${sayNumber(header.rateHz)} Hz, trained at ${sayNumber(header.manifestRateHz)} Hz`],
    ['Runtime', header.runtime],
    ['Succeeded', `${successes} of ${log.episodes.length} episodes`],
    ['Missed deadlines', sayMissed(count(missed), missed.length)],
    ['Held back by a safety rule', sayMissed(count(limited), limited.length)],
    ['End', summary === null ? 'cut off' : (summary.stopped?.message ?? 'as planned')],
  ];
  return (
    <dl className="run-facts">
      {facts.map(([term, said]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}
