import { timeOf } from '../controls/durations.ts';
import type { Session } from './team.ts';

// A screen has room for so many; the table has all.
const mostDevelopers = 40;

/** Sessions as bars in time, a row for each developer. Times are in seconds since the epoch. */
export function SessionBars({ sessions, from, to, now }: { sessions: Session[]; from: number; to: number; now: string }) {
  const shown = sessions.filter(session => session.last >= from && session.first <= to);
  const rows = new Map<string, Session[]>();
  for (const session of shown) rows.set(session.developer, [...rows.get(session.developer) ?? [], session]);
  const developers = [...rows].sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }));
  const place = (time: number) => Math.max(0, Math.min(100, 100 * (time - from) / (to - from)));
  const clock = (time: number) => timeOf(new Date(time * 1000).toISOString(), now);
  if (shown.length === 0) return <p class="note">Nobody has a session in the shown time.</p>;
  return (
    <>
      <div class="session-bars" role="img" aria-label={`Sessions of ${developers.length} developers from ${clock(from)} to ${clock(to)}. The table below has them.`}>
        {developers.slice(0, mostDevelopers).map(([developer, own]) => (
          <div class="session-row">
            <span class="developer" title={developer}>{developer.replace(/@.*/, '')}</span>
            <span class="session-lane">
              {own.map(session => (
                <i title={`${clock(session.first)} to ${clock(session.last)}: ${session.prompts} prompts, ${dollars(session.cost)}`}
                  style={{ left: `${place(session.first)}%`, width: `${place(session.last) - place(session.first)}%` }} />
              ))}
            </span>
          </div>
        ))}
        <div class="session-row session-axis"><span class="developer" /><span>{clock(from)}</span><span>{clock(to)}</span></div>
      </div>
      {developers.length > mostDevelopers && <p class="note">{developers.length - mostDevelopers} more developers are in the table.</p>}
      <details>
        <summary>The {shown.length === 1 ? 'session' : `${shown.length} sessions`} as a table</summary>
        <div class="wide" tabIndex={0} role="region" aria-label="Table of sessions">
          <table>
            <thead><tr><th scope="col">Developer</th><th scope="col">Session</th><th scope="col">First event</th><th scope="col">Last event</th><th scope="col">Prompts</th><th scope="col">Cost</th></tr></thead>
            <tbody>
              {developers.flatMap(([developer, own]) => own.map(session => (
                <tr>
                  <th scope="row">{developer}</th><td><code title={session.id}>{session.id.slice(0, 8)}</code></td>
                  <td>{clock(session.first)}</td><td>{clock(session.last)}</td><td>{session.prompts}</td><td>{dollars(session.cost)}</td>
                </tr>
              )))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

/** An amount of US dollars. */
export function dollars(amount: number): string {
  return `$${amount > 0 && amount < 0.1 ? amount.toPrecision(2) : amount.toFixed(2)}`;
}
