import type { Anomaly } from '../api/types.ts';
import { timeOf } from '../controls/durations.ts';

/** A line of the journal in words. */
export interface Change {
  at: string;
  text: string;
}

interface JournalLine {
  start?: string;
  seed?: number;
  at?: string;
  change?: 'inject' | 'end' | 'scenario' | 'reload';
  anomaly?: Anomaly & { duration?: string };
  id?: string;
  scenario_name?: string | null;
}

/** The lines of a journal, the newest first. */
export function changesOf(journal: string): Change[] {
  const lines = journal.split('\n').filter(line => line !== '').map(line => JSON.parse(line) as JournalLine);
  return lines.map(line => ({ at: line.at ?? line.start ?? '', text: textOf(line) })).reverse();
}

function textOf({ at, change, anomaly, id, scenario_name: scenario, seed }: JournalLine): string {
  const played = scenario ? `scenario ${scenario}` : 'no scenario';
  switch (change) {
    case undefined: return `The run begins with seed ${seed} and ${played}.`;
    case 'inject': return `Inject ${anomaly!.id}: ${anomaly!.kind}${anomaly!.magnitude === undefined ? '' : ` ${anomaly!.magnitude}`}${anomaly!.metric ? ` on ${anomaly!.metric}` : ''}${anomaly!.matchers ?? ''} for ${anomaly!.duration}${anomaly!.start === at ? '' : ` from ${timeOf(anomaly!.start, at!)} on`}.`;
    case 'end': return `End ${id}.`;
    case 'scenario': return `Play ${played}.`;
    case 'reload': return 'Change the model.';
    default: return change;
  }
}
