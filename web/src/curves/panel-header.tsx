import { saved } from '../api/saved.ts';
import type { Measure, Metric } from '../api/types.ts';
import { follow } from '../state/live.ts';
import { change, view, type PanelView } from '../state/view.ts';
import { measureNames, measuresOf } from './measures.ts';

/** The name of a panel, and what can be chosen for it. */
export function PanelHeader({ panel, metric, measure, index }: { panel: PanelView; metric: Metric; measure: Measure; index: number }) {
  const set = (part: Partial<PanelView>) => change({ panels: view.value.panels.map((other, i) => i === index ? { ...other, ...part } : other) });
  const hasLabels = metric.labels !== undefined && metric.labels.length > 0;
  return (
    <figcaption>
      <div class="name">
        <h2 title={metric.help}>{metric.key === 'workload' ? metric.name : metric.key}</h2>
        <span class="unit">{unitOf(metric, measure)}</span>
      </div>
      <button type="button" class="quiet" aria-label={`Remove the panel ${metric.name}`} onClick={() => change({ panels: view.value.panels.filter((_, i) => i !== index) })}>×</button>
      <fieldset class="choices" disabled={saved !== null} title={saved === null ? undefined : 'The file has only what was shown.'}>
        <select aria-label={`Show ${metric.name} as`} value={measure} onChange={event => set({ as: event.currentTarget.value as Measure })}>
          {measuresOf[metric.type].map(name => <option value={name}>{measureNames[name]}</option>)}
        </select>
        {hasLabels && measure !== 'buckets' && (
          <select aria-label={`Split ${metric.name} by`} value={panel.by ?? ''} onChange={event => set({ by: event.currentTarget.value || undefined })}>
            <option value="">all together</option>
            {metric.labels!.map(label => <option value={label.name}>by {label.name}</option>)}
          </select>
        )}
        {hasLabels && <Filter panel={panel} metric={metric} set={set} />}
      </fieldset>
    </figcaption>
  );
}

// The values of a team's labels come and go with its sessions, so they are asked for when somebody is about to choose one.
function Filter({ panel, metric, set }: { panel: PanelView; metric: Metric; set: (part: Partial<PanelView>) => void }) {
  const name = panel.family.split('{')[0]!;
  const matchers = panel.family.slice(name.length).replace(/^\{|\}$/g, '');
  const values = metric.labels!.flatMap(label => label.values.map(text => `${label.name}=${JSON.stringify(text)}`));
  return (
    <select aria-label={`Filter ${metric.name}`} value={matchers} onFocus={() => void follow()} onChange={event => set({ family: event.currentTarget.value ? `${name}{${event.currentTarget.value}}` : name })}>
      <option value="">every label</option>
      {matchers !== '' && !values.includes(matchers) && <option value={matchers}>{matchers}</option>}
      {metric.labels!.filter(label => label.values.length > 0).map(label => (
        <optgroup label={label.name}>
          {label.values.map(text => <option value={`${label.name}=${JSON.stringify(text)}`}>{text}</option>)}
        </optgroup>
      ))}
    </select>
  );
}

function unitOf(metric: Metric, measure: Measure): string {
  const unit = measure === 'buckets' ? 'observations' : measure === 'series' ? 'series' : metric.unit;
  return measure === 'rate' ? `${unit || 'events'} per second` : unit;
}
