import { useState } from 'preact/hooks';
import type { RunState } from '../api/types.ts';
import { useActing, type Act } from '../controls/act.ts';
import { ActText } from '../controls/act-text.tsx';
import { Field } from '../controls/field.tsx';
import { Outcome } from '../controls/outcome.tsx';

/** Starts the run over, with a seed or with a new one. */
export function StartOver() {
  const [text, setText] = useState('');
  const acting = useActing();
  const seed = text.trim() === '' ? undefined : /^\d{1,15}$/.test(text.trim()) ? Number(text) : text.trim();
  const act: Act = { method: 'POST', path: 'api/v1/run', body: { seed }, yaml: seed === undefined ? undefined : { simulator: { seed } } };
  return (
    <section aria-labelledby="start-over">
      <h2 id="start-over">Start over</h2>
      <p class="note">The current run ends, and a new one begins at 0. To keep this one, download its journal first.</p>
      <form noValidate onSubmit={event => {
        event.preventDefault();
        void acting.perform<RunState>(act, answer => `A new run has begun${answer.seed === undefined ? '' : `, with seed ${answer.seed}`}.`);
      }}>
        <Field label="Seed" name="seed" problem={acting.problem} hint="The same seed and start give the same samples. Empty for a new seed.">
          {described => (
            <div class="row">
              <input {...described} inputMode="numeric" value={text} placeholder="a new one" onInput={event => setText(event.currentTarget.value)} />
              <button type="submit" disabled={acting.isBusy}>Start over</button>
            </div>
          )}
        </Field>
        <Outcome acting={acting} fields={['seed']} />
        <ActText act={act} comment="A configuration." />
      </form>
    </section>
  );
}
