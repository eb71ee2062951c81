import { saved } from '../api/saved.ts';
import type { Metric } from '../api/types.ts';
import { metricOf, metrics } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { change, view } from '../state/view.ts';
import { Legend } from './legend.tsx';
import { MissedTheories } from './missed-theories.tsx';
import { Panel } from './panel.tsx';

// A page with every metric of a large configuration would be of no use.
const mostAtFirst = 6;

// What most people look for in a team.
const wantedFirst = /cost|token|active_time/;

/** The panels. */
export function Curves() {
  const known = useStore(metrics);
  const { panels } = useStore(view);
  const shown = panels.length > 0 ? panels : firstOf(known).map(metric => ({ family: metric.key === 'workload' ? metric.name : metric.key }));
  // What is changed in one of the panels that come by themselves is in the address from then on.
  if (panels.length === 0 && shown.length > 0) queueMicrotask(() => view.value.panels.length === 0 && change({ panels: shown }));
  return (
    <section class="curves" aria-label="Curves">
      <MissedTheories />
      {shown.map((panel, index) => {
        const metric = metricOf(panel.family, known);
        return metric === undefined
          ? known.length > 0 && <p class="panel trouble">There is no metric {panel.family} in this run. <button type="button" onClick={() => change({ panels: panels.filter((_, i) => i !== index) })}>Remove the panel</button></p>
          : <Panel key={`${index} ${panel.family}`} panel={panel} metric={metric} index={index} />;
      })}
      <div class="below">
        {saved === null && <AddPanel />}
        <Legend />
      </div>
    </section>
  );
}

function firstOf(known: Metric[]): Metric[] {
  return known.toSorted((one, other) => Number(other.key === 'workload' && wantedFirst.test(other.name)) - Number(one.key === 'workload' && wantedFirst.test(one.name))).slice(0, mostAtFirst);
}

function AddPanel() {
  const known = useStore(metrics);
  return (
    <label>
      Add a panel{' '}
      <select value="" onChange={event => {
        if (event.currentTarget.value) change({ panels: [...view.value.panels, { family: event.currentTarget.value }] });
        event.currentTarget.value = '';
      }}>
        <option value="">choose a metric</option>
        {known.map(metric => {
          const family = metric.key === 'workload' ? metric.name : metric.key;
          return <option value={family}>{family}</option>;
        })}
      </select>
    </label>
  );
}
