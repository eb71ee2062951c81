import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Problem } from '../api/client.ts';

/** What a control needs to be named and described by its field. */
export interface Described {
  id: string;
  'aria-describedby': string;
  'aria-invalid': boolean;
}

/**
 * A control with its label, what may stand in it, and what is wrong with it.
 * @param name The field in the simulator's answer that tells what is wrong.
 */
export function Field({ label, name, hint, problem, children }: {
  label: string; name: string; hint?: ComponentChildren; problem: Problem | null; children: (described: Described) => ComponentChildren;
}) {
  const id = useId();
  // What was wrong may be right once something else stands there.
  const [answered, setAnswered] = useState<Problem | null>(null);
  const answer = () => setAnswered(problem);
  const errors = (problem === answered ? null : problem)?.errors.filter(error => error.field === name || error.field.startsWith(`${name}.`)) ?? [];
  return (
    <div class="field" onInput={answer} onChange={answer}>
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-hint`, 'aria-invalid': errors.length > 0 })}
      <div id={`${id}-hint`}>
        {hint && <p class="note">{hint}</p>}
        {errors.map(({ message, explanation }) => <p class="trouble">{message}.{explanation && ` ${explanation}`}</p>)}
      </div>
    </div>
  );
}
