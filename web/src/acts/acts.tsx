import { token } from '../api/client.ts';
import { TokenField } from '../controls/token-field.tsx';
import { run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { Inject } from './inject.tsx';
import { Running } from './running.tsx';
import { Scenario } from './scenario.tsx';
import { StartOver } from './start-over.tsx';

/** Changes the run. */
export function Acts() {
  const isHidden = useStore(run)?.hidden ?? true;
  const hasToken = useStore(token) !== '';
  return (
    <div class="sections">
      {isHidden && <p class="note">The truth of this run is hidden, so the simulator tells only with its token what can be done.</p>}
      {(isHidden || hasToken) && <TokenField />}
      <Inject />
      <Running />
      <Scenario />
      <StartOver />
    </div>
  );
}
