import { useState } from 'preact/hooks';
import { useActing, type Act } from '../controls/act.ts';
import { ActText } from '../controls/act-text.tsx';
import { timeOf } from '../controls/durations.ts';
import { Field } from '../controls/field.tsx';
import { Outcome } from '../controls/outcome.tsx';
import type { Known, ModelAnswer } from './model-answer.ts';
import { parametersOf, patchOf, textOf, valueOf } from './parameters.ts';

// What was typed stays while another part of the page is shown.
const drafts = new Map<string, Record<string, string>>();

/**
 * The parameters of one metric, or of the workload.
 * @param unit The unit of the values of the metric.
 * @param known What is known of its parameters.
 * @param path The keys of its block in the configuration.
 * @param fieldPrefix What the simulator's answers write before the keys of a parameter.
 * @param changed Receives the model after a change.
 */
export function ParameterForm({ name, unit, block, known, path, fieldPrefix, replaced, now, changed: tell }: {
  name: string; unit?: string; block: object; known: Record<string, Known>; path: string[]; fieldPrefix: string; replaced: string[]; now: string; changed: (model: ModelAnswer) => void;
}) {
  const place = path.join('.');
  const [typed, setState] = useState<Record<string, string>>(drafts.get(place) ?? {});
  const setTyped = (next: Record<string, string>) => {
    drafts.set(place, next);
    setState(next);
  };
  const acting = useActing();
  const parameters = parametersOf(block).map(parameter => ({ ...parameter, id: parameter.keys.join('.') }));
  const changed = parameters.filter(({ id, value }) => typed[id] !== undefined && typed[id] !== textOf(value));
  const patch = patchOf(changed.map(({ keys, id }) => [[...path, ...keys], valueOf(typed[id]!)]));
  const act: Act = { method: 'PATCH', path: 'api/v1/model', body: patch, yaml: patch };
  return (
    <details class="parameters">
      <summary>{name}{changed.length > 0 && <span class="note"> {changed.length} changed</span>}</summary>
      <form noValidate onSubmit={event => {
        event.preventDefault();
        void acting.perform<ModelAnswer>(act, answer => {
          setTyped({});
          tell(answer);
          return `Changed from ${timeOf(answer.at, now)} on.`;
        });
      }}>
        {unit && <p class="note">The unit of the values is {unit}.</p>}
        <div class="pair">
          {parameters.map(({ id, keys, value }) => (
            <Field key={id} label={keys.join(' ')} name={fieldPrefix + id} problem={acting.problem} hint={<>{replaced.includes(fieldPrefix + id) && <em>replaced by the scenario<br /></em>}{hintOf(known[id])}</>}>
              {described => {
                const control = { ...described, value: typed[id] ?? textOf(value), onInput: (event: { currentTarget: { value: string } }) => setTyped({ ...typed, [id]: event.currentTarget.value }) };
                return known[id]?.choices
                  ? <select {...control}>{known[id].choices.map(choice => <option>{choice}</option>)}</select>
                  : <input {...control} spellcheck={false} autoComplete="off" />;
              }}
            </Field>
          ))}
        </div>
        {parameters.length === 0 && <p class="note">It has no parameters.</p>}
        <div class="row">
          <button type="submit" class="primary" disabled={acting.isBusy || changed.length === 0}>Change {name}</button>
          {changed.length > 0 && <button type="button" onClick={() => {
            setTyped({});
            acting.forget();
          }}>Discard</button>}
        </div>
        <Outcome acting={acting} fields={parameters.map(({ id }) => fieldPrefix + id)} />
        {changed.length > 0 && <ActText act={act} comment="A configuration with what is changed." />}
      </form>
    </details>
  );
}

function hintOf(known: Known | undefined): string {
  return known === undefined ? '' : `${known.choices ? '' : `${known.takes[0]!.toUpperCase()}${known.takes.slice(1)}. `}${known.meaning}`;
}
