import { saved } from '../api/saved.ts';
import type { Measure } from '../api/types.ts';
import { Store } from '../store/store.ts';

/** What a panel shows. */
export interface PanelView {
  /** The key or the name of the metric, optionally with matchers: cost{model="claude-3-opus"}. */
  family: string;
  as?: Measure;
  by?: string;
}

/** The parts of the page beside the curves. */
export const sides = ['acts', 'truth', 'model', 'journal', 'workload', 'rules'] as const;
export type Side = (typeof sides)[number];

/** All that a link to the page keeps. */
export interface View {
  panels: PanelView[];
  /** The length of the shown time, in seconds. */
  span: number;
  /** The end of the shown time, in seconds since the epoch; null if it follows the run. */
  end: number | null;
  /** Whether the page shows anomalies, the clean twin and the theory. */
  truth: boolean;
  twin: boolean;
  theory: boolean;
  side: Side;
  /** What a team may spend a day, in US dollars. */
  budget: number;
}

export const spans: [label: string, seconds: number][] = [['1m', 60], ['5m', 300], ['15m', 900], ['1h', 3600], ['6h', 21_600], ['24h', 86_400]];

// A year, and the last second that has four digits for its year.
const longest = 366 * 86_400;
const latest = 253_402_300_799;

// The budget is the one that boards and alert rules assume.
const defaults: View = { panels: [], span: 900, end: null, truth: true, twin: false, theory: false, side: 'acts', budget: 400 };

/** The view. It is in the address bar at all times. */
export const view = new Store(read(saved?.search ?? location.search));
if (saved === null) view.subscribe(next => history.replaceState(null, '', write(next) || location.pathname));
addEventListener('popstate', () => view.value = read(location.search));

/** Changes a part of the view. */
export function change(part: Partial<View>): void {
  view.value = { ...view.value, ...part };
}

/** Reads the view from the part of an address that begins with a question mark. What it does not understand, it leaves out. */
export function read(search: string): View {
  const query = new URLSearchParams(search);
  const flag = (name: 'truth' | 'twin' | 'theory') => query.has(name) ? query.get(name) === '1' : defaults[name];
  const positive = (name: string, most = Infinity) => {
    const value = Number(query.get(name) ?? '');
    return Number.isFinite(value) && value > 0 ? Math.min(value, most) : null;
  };
  return {
    panels: query.getAll('panel').map(readPanel).filter(panel => panel.family !== ''),
    span: positive('span', longest) ?? defaults.span,
    end: positive('end', latest),
    truth: flag('truth'),
    twin: flag('twin'),
    theory: flag('theory'),
    side: sides.find(side => side === query.get('side')) ?? defaults.side,
    budget: positive('budget') ?? defaults.budget,
  };
}

/** Writes the view as the part of an address that begins with a question mark; empty if it is as at first. */
export function write(view: View): string {
  const query = new URLSearchParams();
  for (const { family, as, by } of view.panels) query.append('panel', `${family}${as ? ` as ${as}` : ''}${by ? ` by ${by}` : ''}`);
  if (view.span !== defaults.span) query.set('span', String(view.span));
  if (view.end !== null) query.set('end', String(view.end));
  for (const name of ['truth', 'twin', 'theory'] as const) if (view[name] !== defaults[name]) query.set(name, view[name] ? '1' : '0');
  if (view.side !== defaults.side) query.set('side', view.side);
  if (view.budget !== defaults.budget) query.set('budget', String(view.budget));
  const text = query.toString();
  return text ? `?${text}` : '';
}

// As in: token_usage{model="claude-3-opus"} as rate by token_type
function readPanel(text: string): PanelView {
  const [, family = '', as, by] = /^(.*?)(?: as (\w+))?(?: by (\w+))?$/s.exec(text) ?? [];
  return { family, as: as as Measure | undefined, by };
}
