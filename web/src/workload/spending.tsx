import { useId } from 'preact/hooks';
import { timeOf } from '../controls/durations.ts';
import { nowOf, run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { change, view } from '../state/view.ts';
import { dollars } from './session-bars.tsx';
import { costSince, dayOf, type Team } from './team.ts';

/** What the team has spent today and in the shown time, beside its budget. */
export function Spending({ team, from, to }: { team: Team; from: number; to: number }) {
  const { budget } = useStore(view);
  const state = useStore(run)!;
  const id = useId();
  const start = Date.parse(state.start) / 1000;
  const day = dayOf(nowOf(state));
  // Nothing is known from before the run, nor from before what is kept.
  const since = Math.max(day, team.since);
  const spent = costSince(team.costs, since);
  const clock = (time: number) => timeOf(new Date(time * 1000).toISOString(), state.at);
  const name = since === day ? `since ${clock(day)} UTC` : since === start ? `since the run began at ${clock(start)} UTC` : `since ${clock(since)} UTC`;
  return (
    <>
      <p class="spent"><strong>{team.isComplete ? dollars(spent) : '…'}</strong> {name}, {team.isComplete ? Math.round(100 * spent / budget) : '…'} % of the budget of a day</p>
      <meter class="spent-meter" min={0} max={Math.max(budget, spent)} high={budget} value={spent} aria-label={`Spent of the budget of ${dollars(budget)}`} />
      <p class="note">{team.isComplete ? dollars(costSince(team.costs, from, to)) : '…'} in the shown time, from {clock(Math.max(from, team.since))} to {clock(to)}.{!team.isComplete && ' More is being read.'}</p>
      <div class="row budget">
        <label for={id}>Budget of a day, in US dollars</label>
        <input id={id} type="number" min="1" step="any" value={budget} onChange={event => {
          const value = event.currentTarget.valueAsNumber;
          if (value > 0 && Number.isFinite(value)) change({ budget: value });
          else event.currentTarget.value = String(budget);
        }} />
      </div>
    </>
  );
}
