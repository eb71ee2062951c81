import type { TeamEvent } from '../api/types.ts';
import { timeOf } from '../controls/durations.ts';
import { dollars } from './session-bars.tsx';

/** The latest events, the newest first. */
export function LatestEvents({ events, now }: { events: TeamEvent[]; now: string }) {
  if (events.length === 0) return <p class="note">No events yet.</p>;
  return (
    <ol class="events" tabIndex={0} aria-label="Latest events">
      {events.map(event => (
        <li key={`${event.attributes['session.id']} ${event.timestamp} ${event.attributes['event.sequence']}`}>
          <time dateTime={event.timestamp}>{timeOf(event.timestamp, now)}</time>{' '}
          <span class="who">{String(event.attributes['user.email'] ?? '').replace(/@.*/, '')}</span> {event.name.replace('claude_code.', '').replaceAll('_', ' ')}{' '}
          <span class="note">{detailOf(event.attributes)}</span>
        </li>
      ))}
    </ol>
  );
}

function detailOf({ model, tool_name, error, decision, success, cost_usd, duration_ms }: TeamEvent['attributes']): string {
  return [
    model ?? tool_name, error, decision,
    success === 'false' || success === false ? 'failed' : undefined,
    cost_usd === undefined ? undefined : dollars(Number(cost_usd)),
    duration_ms === undefined ? undefined : `${(Number(duration_ms) / 1000).toFixed(1)} s`,
  ].filter(part => part !== undefined).join(' · ');
}
