import { saved } from './api/saved.ts';
import { SaveButton } from './report/save-button.tsx';
import { live } from './state/live.ts';
import { run } from './state/run.ts';
import { view } from './state/view.ts';
import { useStore } from './store/store.ts';

/** The head of the page: the run, its scenario and its time. */
export function Status() {
  const state = useStore(run);
  const isOpen = useStore(live.isOpen);
  const { truth } = useStore(view);
  return (
    <header class="status">
      <h1>Claude Code Metrics Simulator</h1>
      {state !== null && (
        <dl>
          <div><dt>{saved === null ? 'time' : 'saved at'}</dt><dd><time dateTime={state.at}>{state.at.replace('T', ' ').replace(/(\.\d+)?Z$/, '')}</time> {saved === null && <span class={isOpen ? 'is-live' : 'is-waiting'}>{isOpen ? 'live' : 'waiting'}</span>}</dd></div>
          {!state.hidden && truth && <div><dt>scenario</dt><dd>{state.scenario ? `${state.scenario}${state.phase ? ` · ${state.phase}` : ''}` : 'none'}</dd></div>}
          {state.seed !== undefined && truth && <div><dt>seed</dt><dd>{state.seed}</dd></div>}
          {state.hidden && <div><dt>truth</dt><dd>hidden</dd></div>}
        </dl>
      )}
      {saved === null && (
        <nav aria-label="Other pages"><SaveButton /> <a href="metrics">metrics</a> <a href="?list">all endpoints</a></nav>
      )}
    </header>
  );
}
