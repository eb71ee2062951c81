import { useEffect, useState } from 'preact/hooks';
import { get, Problem, send } from '../api/client.ts';
import { saved } from '../api/saved.ts';
import { Copyable } from '../controls/copyable.tsx';
import { Field } from '../controls/field.tsx';
import { Hidden } from '../controls/hidden.tsx';
import { isRefused } from '../controls/outcome.tsx';
import { TokenField } from '../controls/token-field.tsx';
import { run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { AlertTable } from './alert-table.tsx';
import { ScoreForm } from './score-form.tsx';
import './rules.css';
import { isWatching, ruleText, startWatching, stopWatching, watchProblem } from './watch.ts';

/** Evaluates rules on the Prometheus that scrapes the run, and scores them. */
export function Rules() {
  const isHidden = useStore(run, state => state?.hidden);
  if (saved !== null) return <div class="sections rules"><section><AlertTable /></section></div>;
  return (
    <div class="sections rules">
      <section aria-labelledby="rules">
        <h2 id="rules">Alerts</h2>
        <RuleFile />
        <AlertTable />
      </section>
      <section aria-labelledby="score">
        <h2 id="score">Score</h2>
        {isHidden ? <Hidden /> : <ScoreForm />}
      </section>
    </div>
  );
}

function RuleFile() {
  const text = useStore(ruleText);
  const isOn = useStore(isWatching);
  const prometheus = useStore(run, state => state?.prometheus);
  const problem = useStore(watchProblem);
  const [trouble, setTrouble] = useState('');
  const attempt = async (read: () => Promise<string>) => {
    try {
      ruleText.value = await read();
      setTrouble('');
    } catch (error) {
      setTrouble((error as Error).message);
    }
  };
  return (
    <form noValidate onSubmit={event => {
      event.preventDefault();
      startWatching(ruleText.value);
    }}>
      <Field label="Rules" name="rules" problem={problem} hint="A file of rules for Prometheus. Alerts that read a shown metric stand as strips under its curves.">
        {described => (
          <textarea {...described} rows={9} spellcheck={false} value={text} placeholder={'groups:\n  - name: mine\n    rules:\n      - alert: …'}
            onInput={event => ruleText.value = event.currentTarget.value} />
        )}
      </Field>
      <div class="row">
        <label class="file">From a file <input type="file" accept=".yml,.yaml" onChange={event => {
          const file = event.currentTarget.files?.[0];
          if (file) void attempt(() => file.text());
        }} /></label>
        <button type="button" onClick={() => void attempt(async () => (await send('api/v1/rules', {})).text())}>Rules for these metrics</button>
      </div>
      {trouble && <p class="trouble" role="alert">{trouble}</p>}
      {prometheus
        ? (
          <div class="row">
            <button type="submit" class="primary" disabled={text.trim() === ''}>{isOn ? 'Evaluate again' : 'Evaluate'}</button>
            {isOn && <button type="button" onClick={stopWatching}>Stop</button>}
            <span class="note" role="status">{isOn ? problem === null ? `${prometheus} evaluates them every few seconds.` : 'The page tries again every few seconds.' : ''}</span>
          </div>
        )
        : <HowToStart />}
      {problem !== null && (problem.errors.length === 0 || problem.errors.some(error => error.field !== 'rules')) && <p class="trouble" role="alert">{problem.message}</p>}
      {problem !== null && isRefused(problem) && <TokenField />}
    </form>
  );
}

// Without a Prometheus, rules can be scored, but not evaluated on this run.
function HowToStart() {
  const [commands, setCommands] = useState<string[]>([]);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    get<{ start: string[] }>('api/v1/alerts').then(answer => setCommands(answer.start), (error: Problem) => setTrouble(error.message));
  }, []);
  return (
    <>
      <p class="note">To see alerts here, start a Prometheus that scrapes this run. Then end this simulator, and start it again in another terminal with <code>--prometheus-url</code> beside the options that it has now:</p>
      {commands.length > 0 && <Copyable name="the Prometheus" text={commands.slice(0, -1).join('\n')} />}
      {commands.length > 0 && <Copyable name="the simulator" text={commands.at(-1)!} />}
      {trouble && <p class="trouble">{trouble}</p>}
    </>
  );
}
