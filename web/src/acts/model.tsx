import { useEffect, useState } from 'preact/hooks';
import { get, Problem } from '../api/client.ts';
import { useActing, type Act } from '../controls/act.ts';
import { ActText } from '../controls/act-text.tsx';
import { timeOf } from '../controls/durations.ts';
import { Hidden } from '../controls/hidden.tsx';
import { Outcome } from '../controls/outcome.tsx';
import { run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import type { ModelAnswer } from './model-answer.ts';
import { ParameterForm } from './parameter-form.tsx';

/** The parameters of the metrics, to be changed while the run goes on. */
export function Model() {
  const state = useStore(run)!;
  const [model, setModel] = useState<ModelAnswer | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (state.hidden) return;
    const aborter = new AbortController();
    get<ModelAnswer>('api/v1/model', [], aborter.signal).then(
      answer => {
        setModel(answer);
        setProblem('');
      },
      error => error instanceof Problem && setProblem(error.message));
    return () => aborter.abort();
  }, [state.run, state.changes, state.scenario, state.hidden]);

  if (state.hidden) return <Hidden />;
  if (problem !== '') return <p class="trouble" role="alert">{problem}</p>;
  if (model === null) return <p class="note">Asking for the model …</p>;
  const metrics = Object.entries(model.simulator?.metrics ?? {});
  const replaced = model.replaced ?? [];
  return (
    <div class="sections">
      <p class="note">A change takes effect at the next tick. Paths go on from where they are. An empty field takes its default.</p>
      {replaced.length > 0 && <Replaced scenario={state.scenario ?? ''} now={state.at} />}
      {metrics.map(([name, block]) => (
        <ParameterForm key={name} name={name} block={block} path={['simulator', 'metrics', name]} fieldPrefix={`metrics.${name}.`} replaced={replaced} now={state.at} changed={setModel} />
      ))}
      {model.workload && <ParameterForm name="workload" block={model.workload} path={['workload']} fieldPrefix="workload." replaced={replaced} now={state.at} changed={setModel} />}
    </div>
  );
}

function Replaced({ scenario, now }: { scenario: string; now: string }) {
  const acting = useActing();
  const act: Act = { method: 'PUT', path: 'api/v1/scenario', body: { name: 'none' }, yaml: { simulator: { scenario: 'none' } } };
  return (
    <div class="replaced">
      <p>The scenario {scenario} replaces the parameters that are marked below, so a change of them has no effect while it is played.</p>
      <button type="button" disabled={acting.isBusy} onClick={() => void acting.perform<{ at: string }>(act, answer => `No scenario is played from ${timeOf(answer.at, now)} on.`)}>Play no scenario</button>
      <Outcome acting={acting} />
      <ActText act={act} />
    </div>
  );
}
