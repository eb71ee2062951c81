import { darkness } from '../state/darkness.ts';

/** The number of colours for curves; the ninth curve has the first one again. */
const curveColors = 8;

/** The colour of a curve by its place, as the style sheet gives it. */
export function curveColor(index: number): string {
  return colorOf(`--curve-${index % curveColors + 1}`);
}

// Kinds that do alike to a curve share a colour.
const groups: [name: string, meaning: string, kinds: string[]][] = [
  ['--band-level', 'more or less of it', ['spike', 'level_shift', 'trend', 'error_burst', 'latency_shift', 'session_surge', 'failing_calls', 'slow_models', 'larger_contexts', 'price_change', 'runaway_agent', 'double_count']],
  ['--band-shape', 'another shape', ['variance', 'stuck_at', 'flatline', 'phase_shift', 'set', 'nan']],
  ['--band-absent', 'samples are missing', ['dropout', 'outage', 'truncated', 'missing_metrics', 'lost_last_export', 'late_series', 'early_expiry']],
  ['--band-reset', 'counters fall', ['counter_reset', 'two_writers', 'delta_restart', 'counter_restart_in_session', 'session_id_collision', 'port_conflict']],
  ['--band-series', 'other series', ['cardinality_explosion', 'missing_attribute', 'attribute_rename', 'attribute_step']],
];

const other = '--band-other';

/** The colours of anomalies with what they mean. */
export const bandGroups: [name: string, meaning: string][] = [...groups.map(([name, meaning]): [string, string] => [name, meaning]), [other, 'another kind of anomaly']];

/** The name of the colour of a kind of anomaly in the style sheet. */
export function bandColorName(kind: string): string {
  return groups.find(([, , kinds]) => kinds.includes(kind))?.[0] ?? other;
}

// Asking the browser makes it compute all styles again.
const known = new Map<string, string>();
darkness.subscribe(() => known.clear());

/** A colour of the style sheet. */
export function colorOf(name: string): string {
  const color = known.get(name) ?? getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  known.set(name, color);
  return color;
}
