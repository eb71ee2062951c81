import { useId, useState } from 'preact/hooks';
import { token } from '../api/client.ts';
import { run } from '../state/run.ts';
import { useStore } from '../store/store.ts';

/** Asks for the token that permits acts and shows hidden truth. */
export function TokenField() {
  const known = useStore(token);
  const isHidden = useStore(run, state => state?.hidden ?? false);
  const [text, setText] = useState(known);
  const id = useId();
  return (
    <form class="token" onSubmit={event => {
      event.preventDefault();
      token.value = text.trim();
    }}>
      <label for={id}>Token</label>
      <div class="row">
        <input id={id} type="password" autoComplete="off" value={text} aria-describedby={`${id}-hint`} onInput={event => setText(event.currentTarget.value)} />
        <button type="submit" disabled={text.trim() === known}>Use the token</button>
      </div>
      <p class="note" id={`${id}-hint`}>The simulator has it in SIMULATOR_TOKEN. The page keeps it until this tab is closed.{known && text.trim() === known && !isHidden && ' It is in use now.'}</p>
      {known && text.trim() === known && isHidden && <p class="trouble" role="alert">The simulator does not take this one.</p>}
    </form>
  );
}
