import { get } from '../api/client.ts';
import { saved } from '../api/saved.ts';
import type { TeamEvent } from '../api/types.ts';
import { instantOf } from '../controls/durations.ts';
import { nowOf, run } from '../state/run.ts';
import { view } from '../state/view.ts';
import { Store } from '../store/store.ts';

/** A session of a developer, as its events tell. Times are in seconds since the epoch. */
export interface Session {
  id: string;
  developer: string;
  first: number;
  last: number;
  events: number;
  prompts: number;
  /** In US dollars. */
  cost: number;
}

/** What a team has done. */
export interface Team {
  /** Events from this time on are counted, in seconds since the epoch. */
  since: number;
  sessions: Session[];
  /** The newest first. */
  latest: TeamEvent[];
  costs: [time: number, dollars: number][];
  /** Whether all events up to now are here. */
  isComplete: boolean;
}

const day = 86_400;
const pauseMilliseconds = 2000;
const spareTicks = 10;
const mostLatest = 40;
// So many are read without a pause that is felt.
const eventsAtATime = 1000;

/** What the team has done, as far as it is known; null before the first answer. */
export const team = new Store<Team | null>(saved?.answers.team as Team ?? null);

/** Why nothing new comes; empty if it does. */
export const teamTrouble = new Store('');

/** Asks for events until the returned function is called, while somebody looks at the page. */
export function followTeam(): () => void {
  if (saved !== null) return () => undefined;
  const aborter = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    if (!document.hidden) {
      try {
        await new EventFeed(aborter.signal).read();
        teamTrouble.value = '';
      } catch (error) {
        if (!aborter.signal.aborted) teamTrouble.value = (error as Error).message;
      }
    }

    if (!aborter.signal.aborted) timer = setTimeout(ask, pauseMilliseconds);
  };
  void ask();
  return () => {
    aborter.abort();
    clearTimeout(timer);
  };
}

// Where the next events begin, and of which run; it outlives the part of the page that shows them.
let next = '';
let ofRun = '';
const sessions = new Map<string, Session>();

class EventFeed {
  constructor(private readonly signal: AbortSignal) {}

  async read(): Promise<void> {
    const state = run.value;
    if (state === null) return;
    const now = nowOf(state);
    // The cost of the day and the sessions of the shown time. What is about to be forgotten may be gone when it is asked for.
    const wanted = Math.max(Date.parse(state.start) / 1000, now - state.retention + spareTicks * state.update_interval, Math.min(dayOf(now), (view.value.end ?? now) - view.value.span));
    const known = team.value;
    if (known === null || ofRun !== state.identity || wanted < known.since) {
      sessions.clear();
      [next, ofRun] = [instantOf(wanted), state.identity];
      team.value = { since: wanted, sessions: [], latest: [], costs: [], isComplete: false };
    } else {
      forget(known, wanted);
    }

    for (let more = true; more;) {
      const answer = await get<{ events: TeamEvent[]; more: boolean; next: string }>('api/v1/events', [['since', next], ['limit', eventsAtATime]], this.signal);
      if (this.signal.aborted) return;
      [next, more] = [answer.next, answer.more];
      take(answer.events, !more);
    }
  }
}

/** The beginning of the day of a time, in UTC. */
export function dayOf(now: number): number {
  return Math.floor(now / day) * day;
}

/** What was spent from a time on, in US dollars. */
export function costSince(costs: Team['costs'], from: number, to = Infinity): number {
  return costs.reduce((sum, [time, dollars]) => time >= from && time <= to ? sum + dollars : sum, 0);
}

function take(events: TeamEvent[], isComplete: boolean): void {
  const before = team.value!;
  const costs = [...before.costs];
  for (const { timestamp, name, attributes } of events) {
    const time = Date.parse(timestamp) / 1000;
    const id = String(attributes['session.id']);
    let session = sessions.get(id);
    if (session === undefined) sessions.set(id, session = { id, developer: developerOf(attributes), first: time, last: time, events: 0, prompts: 0, cost: 0 });
    const cost = Number(attributes.cost_usd ?? 0);
    session.last = Math.max(session.last, time);
    session.events++;
    session.cost += cost;
    if (name.endsWith('.user_prompt')) session.prompts++;
    if (cost > 0) costs.push([time, cost]);
  }

  const latest = [...events.slice(-mostLatest).reverse(), ...before.latest].slice(0, mostLatest);
  team.value = { ...before, sessions: [...sessions.values()], latest, costs, isComplete };
}

// What neither the day nor the shown time has any more.
function forget(known: Team, before: number): void {
  if (before - known.since < 3600) return;
  for (const [id, session] of sessions) if (session.last < before) sessions.delete(id);
  team.value = { ...known, since: before, sessions: [...sessions.values()], costs: known.costs.filter(([time]) => time >= before) };
}

function developerOf(attributes: TeamEvent['attributes']): string {
  return String(attributes['user.email'] ?? attributes['user.id'] ?? 'somebody');
}
