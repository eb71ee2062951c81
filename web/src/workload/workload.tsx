import { useEffect } from 'preact/hooks';
import { nowOf, run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { view } from '../state/view.ts';
import { LatestEvents } from './latest-events.tsx';
import { SessionBars } from './session-bars.tsx';
import { Spending } from './spending.tsx';
import { followTeam, team, teamTrouble } from './team.ts';
import './workload.css';

/** What the developers of a team do and spend. */
export function Workload() {
  const state = useStore(run)!;
  const shown = useStore(view);
  const known = useStore(team);
  const trouble = useStore(teamTrouble);
  useEffect(() => followTeam(), [state.identity, shown.span, shown.end]);
  if (known === null) return trouble ? <p class="trouble" role="alert">{trouble}</p> : <p class="note">Asking for the events …</p>;
  const to = Math.min(shown.end ?? Infinity, nowOf(state));
  const from = to - shown.span;
  return (
    <div class="sections workload">
      {trouble && <p class="trouble" role="alert">{trouble}</p>}
      <section aria-labelledby="spending">
        <h2 id="spending">Spending</h2>
        <Spending team={known} from={from} to={to} />
      </section>
      <section aria-labelledby="sessions">
        <h2 id="sessions">Sessions</h2>
        <SessionBars sessions={known.sessions} from={from} to={to} now={state.at} />
      </section>
      <section aria-labelledby="events">
        <h2 id="events">Latest events</h2>
        <LatestEvents events={known.latest} now={state.at} />
      </section>
    </div>
  );
}
