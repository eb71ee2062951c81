import type { RunState } from '../api/types.ts';
import type { Act } from '../controls/act.ts';
import { durationOf, instantOf, secondsOf } from '../controls/durations.ts';
import { nowOf } from '../state/run.ts';
import { Store } from '../store/store.ts';
import type { Kind } from './kinds.ts';

/** What stands in the form that injects an anomaly, as it was typed. */
export interface Injection {
  kind: string;
  metric: string;
  matchers: string;
  /** Empty for the next tick. */
  start: string;
  duration: string;
  onset: string;
  magnitude: string;
  label: string;
}

/** The form. It stays as it is while another part of the page is shown. */
export const injection = new Store<Injection>({ kind: '', metric: '', matchers: '', start: '', duration: '5m', onset: '', magnitude: '', label: '' });

/** Changes a part of the form. */
export function edit(part: Partial<Injection>): void {
  injection.value = { ...injection.value, ...part };
}

/** Takes a kind, with its default magnitude, and keeps of the rest what suits it. */
export function choose(kind: Kind): void {
  const { metric } = injection.value;
  edit({
    kind: kind.kind,
    metric: kind.metrics.includes(metric) ? metric : kind.workload ? '' : kind.metrics[0] ?? '',
    magnitude: kind.magnitude === null ? '' : String(kind.magnitude.default),
    label: '',
  });
}

// The last second that has four digits for its year.
const latest = 253_402_300_799;

/** The window of the anomaly, in seconds since the epoch. The start is null if it is not an instant, the end is null if the duration is not one either. */
export function windowOf({ start: typed, duration }: Injection, run: RunState): { start: number | null; end: number | null } {
  const next = nowOf(run) + run.update_interval;
  const wanted = typed.trim() === '' ? next : Date.parse(typed.trim()) / 1000;
  if (!(wanted <= latest)) return { start: null, end: null };
  const origin = Date.parse(run.start) / 1000;
  const start = Math.max(next, origin + Math.ceil((wanted - origin) / run.update_interval) * run.update_interval);
  const length = secondsOf(duration);
  return { start, end: length === null || start + length > latest ? null : start + length };
}

/** What a band that was dragged on a chart puts into the form: its length, and its start if that has not come. */
export function partOf(from: number, to: number, run: RunState): Pick<Injection, 'start' | 'duration'> {
  const interval = run.update_interval;
  const origin = Date.parse(run.start) / 1000;
  const start = origin + Math.round((from - origin) / interval) * interval;
  return {
    start: start > nowOf(run) + interval ? instantOf(start) : '',
    duration: durationOf(Math.max(1, Math.round((to - from) / interval)) * interval),
  };
}

/** The act that injects the anomaly. */
export function actOf(form: Injection, kind: Kind, run: RunState): Act {
  const body = {
    kind: form.kind,
    metric: form.metric || undefined,
    matchers: (!kind.endpoint && form.matchers.trim()) || undefined,
    start: form.start.trim() || undefined,
    duration: numberOr(form.duration),
    onset: (kind.onset && numberOr(form.onset)) || undefined,
    magnitude: kind.magnitude === null || form.magnitude.trim() === '' ? undefined : numberOr(form.magnitude),
    label: (kind.label && form.label) || undefined,
  };
  const { kind: name, metric, matchers, start: _, ...rest } = body;
  const at = durationOf((windowOf(form, run).start ?? nowOf(run) + run.update_interval) - Date.parse(run.start) / 1000);
  // A cycle can be shifted only where there is one.
  const cycles = name === 'phase_shift' ? { peak_hours: [9, 17], night_baseline: 0.2 } : undefined;
  return {
    method: 'POST', path: 'api/v1/anomalies', body,
    yaml: { repeat: false, patterns: [{ name: 'all', cycles }], anomalies: [{ kind: name, metric, matchers, at, ...rest }] },
  };
}

// A number of seconds is a number; all else is for the simulator to judge.
function numberOr(text: string): number | string {
  const value = Number(text);
  return /^\s*[-+]?[\d.]+(e[-+]?\d+)?\s*$/i.test(text) && Number.isFinite(value) ? value : text.trim();
}
