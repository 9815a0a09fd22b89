/** @file What the runner had to say in an episode: safety rules that spoke, and how it ended. */
import type { OpenedLog } from '../../workers/deployment/protocol.ts';
import { sayNumber } from '../words.ts';

const mostShown = 100;
/** More than these are folded away: a rule that holds back each step fills a page. */
const mostUnfolded = 6;

export function LogEvents({ log, episode }: { log: OpenedLog; episode: number }) {
  const events = log.events.filter((event) => event.episode === null || event.episode === episode);
  return (
    <section>
      <h3>Events</h3>
      {events.length === 0 && <p className="faint">None in this episode.</p>}
      <p className="log-rules">
        {countRules(events).map(([rule, count]) => (
          <span key={rule}>
            <strong>{rule}</strong> × {count}
          </span>
        ))}
      </p>
      {events.length > 0 && (
        <details open={events.length <= mostUnfolded}>
          <summary>One by one</summary>
          <EventList events={events} />
        </details>
      )}
    </section>
  );
}

function EventList({ events }: { events: OpenedLog['events'] }) {
  return (
    <>
      <ul className="log-events">
        {events.slice(0, mostShown).map(({ timeMs, rule, message, stopped }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two events may be alike in all
          <li key={i} data-stopped={stopped || undefined}>
            <span className="faint">{sayNumber(timeMs / 1000)} s</span> <strong>{rule}</strong> {message}
          </li>
        ))}
      </ul>
      {events.length > mostShown && <p className="faint">And {events.length - mostShown} more in the file.</p>}
    </>
  );
}

/** How often each rule spoke, the loudest first. */
function countRules(events: OpenedLog['events']): [rule: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { rule } of events) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
