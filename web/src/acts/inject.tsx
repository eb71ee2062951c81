import { useEffect } from 'preact/hooks';
import type { Anomaly, Metric, RunState } from '../api/types.ts';
import { useActing } from '../controls/act.ts';
import { ActText } from '../controls/act-text.tsx';
import { Field } from '../controls/field.tsx';
import { Outcome } from '../controls/outcome.tsx';
import { instantOf, timeOf } from '../controls/durations.ts';
import { metrics, nowOf, run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { actOf, choose, edit, injection, windowOf, type Injection } from './injection.ts';
import { kinds, kindsProblem, refreshKinds, type Kind } from './kinds.ts';
import { WindowChoice } from './window-choice.tsx';

const fields = ['kind', 'metric', 'matchers', 'start', 'duration', 'onset', 'magnitude', 'label'];

/** The form that injects an anomaly. */
export function Inject() {
  const known = useStore(kinds);
  const problem = useStore(kindsProblem);
  const state = useStore(run)!;
  const { kind: name } = useStore(injection);
  useEffect(() => void refreshKinds(), [state.identity, state.changes]);
  useEffect(() => {
    const first = known.find(kind => kind.fits);
    if (first !== undefined && !known.some(kind => kind.kind === name && kind.fits)) choose(first);
  }, [known, name]);
  const kind = known.find(kind => kind.kind === name);
  return (
    <section aria-labelledby="inject">
      <h2 id="inject">Inject an anomaly</h2>
      {problem && <p class="trouble" role="alert">{problem.message}</p>}
      {kind && <InjectForm known={known} kind={kind} state={state} />}
    </section>
  );
}

function InjectForm({ known, kind, state }: { known: Kind[]; kind: Kind; state: RunState }) {
  const form = useStore(injection);
  const acting = useActing();
  const act = actOf(form, kind, state);
  const metric = useStore(metrics).find(metric => metric.key === form.metric);
  const { problem } = acting;
  return (
    <form noValidate onSubmit={event => {
      event.preventDefault();
      void acting.perform<Anomaly>(act, answer => `${answer.id} is injected: ${answer.kind} from ${timeOf(answer.start, state.at)} to ${timeOf(answer.end, state.at)}.`);
    }}>
      <Field label="Kind" name="kind" hint={kind.summary} problem={problem}>
        {described => <KindSelect described={described} known={known} value={form.kind} />}
      </Field>
      {kind.endpoint
        ? <p class="note">It acts on the endpoint /metrics, so on every series.</p>
        : kind.metrics.length > 0
          ? (
            <Field label="Metric" name="metric" problem={problem}>
              {described => (
                <select {...described} value={form.metric} onChange={event => edit({ metric: event.currentTarget.value, label: '' })}>
                  {kind.workload && <option value="">the workload</option>}
                  {kind.metrics.map(key => <option value={key}>{key}</option>)}
                </select>
              )}
            </Field>
          )
          : <p class="note">It acts on the workload, not on a metric.</p>}
      {!kind.endpoint && (
        <Field label="Matchers" name="matchers" problem={problem} hint={matchersHint(metric)}>
          {described => <input {...described} class="wide" value={form.matchers} placeholder="all" spellcheck={false} autoComplete="off" onInput={event => edit({ matchers: event.currentTarget.value })} />}
        </Field>
      )}
      {kind.label && metric?.labels && (
        <Field label="Label" name="label" problem={problem} hint="It gets the new values.">
          {described => (
            <select {...described} value={form.label} onChange={event => edit({ label: event.currentTarget.value })}>
              <option value="">the default</option>
              {metric.labels!.map(label => <option value={label.name}>{label.name}</option>)}
            </select>
          )}
        </Field>
      )}
      {kind.label && !metric?.labels && (
        <Field label="Label" name="label" problem={problem} hint="Empty for the default of the kind.">
          {described => <input {...described} value={form.label} spellcheck={false} autoComplete="off" onInput={event => edit({ label: event.currentTarget.value.trim() })} />}
        </Field>
      )}
      {kind.magnitude && (
        <Field label="Magnitude" name="magnitude" problem={problem} hint={`${sentence(kind.magnitude.meaning)}: ${kind.magnitude.range}. The default is ${kind.magnitude.default}.`}>
          {described => <input {...described} inputMode="decimal" value={form.magnitude} onInput={event => edit({ magnitude: event.currentTarget.value })} />}
        </Field>
      )}
      <Field label="Start" name="start" problem={problem} hint={`Up to 7 days ahead, in UTC, such as ${instantOf(nowOf(state) + 3600)}.`}>
        {described => <input {...described} class="wide" value={form.start} placeholder="the next tick" spellcheck={false} autoComplete="off" onInput={event => edit({ start: event.currentTarget.value })} />}
      </Field>
      <div class="pair">
        <Field label="Duration" name="duration" problem={problem} hint="Such as 90s or 1h30m.">
          {described => <input {...described} value={form.duration} onInput={event => edit({ duration: event.currentTarget.value })} />}
        </Field>
        {kind.onset && (
          <Field label="Onset" name="onset" problem={problem} hint="Until the magnitude is reached.">
            {described => <input {...described} value={form.onset} placeholder="at once" onInput={event => edit({ onset: event.currentTarget.value })} />}
          </Field>
        )}
      </div>
      <p class="note">{windowText(form, state)}</p>
      <div class="row">
        <button type="submit" class="primary" disabled={acting.isBusy}>Inject</button>
        <WindowChoice />
      </div>
      <Outcome acting={acting} fields={fields} />
      <ActText isOpen act={act} comment="A scenario: save it in a file and play it with --scenario FILE." />
    </form>
  );
}

function windowText(form: Injection, state: RunState): string {
  const { start, end } = windowOf(form, state);
  if (start === null) return '';
  const now = nowOf(state);
  if (form.start.trim() !== '' && Date.parse(form.start.trim()) / 1000 < now) return 'The start has passed. Leave it empty to begin at the next tick.';
  const isNext = start === now + state.update_interval;
  return `From ${timeOf(instantOf(start), state.at)}${isNext ? ', the next tick' : ''}${end === null ? '.' : `${isNext ? ',' : ''} to ${timeOf(instantOf(end), state.at)} (UTC).`}`;
}

function KindSelect({ described, known, value }: { described: object; known: Kind[]; value: string }) {
  const unfit = known.filter(kind => !kind.fits);
  return (
    <select {...described} value={value} onChange={event => choose(known.find(({ kind }) => kind === event.currentTarget.value)!)}>
      {known.filter(kind => kind.fits).map(({ kind }) => <option value={kind}>{kind}</option>)}
      {unfit.length > 0 && (
        <optgroup label="Nothing in this run that they can act on">
          {unfit.map(({ kind }) => <option value={kind} disabled>{kind}</option>)}
        </optgroup>
      )}
    </select>
  );
}

function matchersHint(metric: Metric | undefined) {
  const label = metric?.labels?.[0];
  if (metric !== undefined && label === undefined) return 'The metric has one series, without labels.';
  const example = label === undefined ? '{team="data"}' : `{${label.name}="${label.values[0]}"}`;
  return <>Which series, as in PromQL: <code>{example}</code></>;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
