import { useEffect, useState } from 'preact/hooks';
import { get, Problem } from '../api/client.ts';
import { Hidden } from '../controls/hidden.tsx';
import { metrics as known, run } from '../state/run.ts';
import { view } from '../state/view.ts';
import { useStore } from '../store/store.ts';
import type { ModelAnswer } from './model-answer.ts';
import { ParameterForm } from './parameter-form.tsx';
import { PlayNone } from './play-none.tsx';

/** The parameters of the metrics, to be changed while the run goes on. */
export function Model() {
  const state = useStore(run)!;
  const { truth } = useStore(view);
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
  }, [state.identity, state.changes, state.scenario, state.hidden]);

  if (state.hidden) return <Hidden />;
  if (problem !== '') return <p class="trouble" role="alert">{problem}</p>;
  if (model === null) return <p class="note">Asking for the model …</p>;
  const metrics = Object.entries(model.simulator?.metrics ?? {});
  // Which parameters a scenario replaces tells of the scenario.
  const replaced = truth ? model.replaced ?? [] : [];
  return (
    <div class="sections">
      <p class="note">A change takes effect at the next tick. Paths go on from where they are. An empty field takes its default.</p>
      {replaced.length > 0 && (
        <div class="replaced">
          <p>The scenario {state.scenario} replaces the parameters that are marked below, so a change of them has no effect while it is played.</p>
          <PlayNone now={state.at} hasText />
        </div>
      )}
      {metrics.map(([name, block]) => (
        <ParameterForm key={name} name={name} unit={known.value.find(metric => metric.key === name)?.unit} block={block} known={model.parameters.metrics} path={['simulator', 'metrics', name]} fieldPrefix={`metrics.${name}.`} replaced={replaced} now={state.at} changed={setModel} />
      ))}
      {model.workload && <ParameterForm name="workload" block={model.workload} known={model.parameters.workload} path={['workload']} fieldPrefix="workload." replaced={replaced} now={state.at} changed={setModel} />}
    </div>
  );
}
