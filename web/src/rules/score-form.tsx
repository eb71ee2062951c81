import { useEffect, useState } from 'preact/hooks';
import { act, get, Problem } from '../api/client.ts';
import type { Score } from '../api/types.ts';
import { Field } from '../controls/field.tsx';
import { isRefused } from '../controls/outcome.tsx';
import { TokenField } from '../controls/token-field.tsx';
import { useStore } from '../store/store.ts';
import { ScoreTable } from './score-table.tsx';
import { ruleText } from './watch.ts';

const pauseMilliseconds = 1000;

/** Scores the rules on simulated histories, whose anomalies are known. */
export function ScoreForm() {
  const rules = useStore(ruleText);
  const [scenarios, setScenarios] = useState<string[]>([]);
  const [scenario, setScenario] = useState('');
  const [duration, setDuration] = useState('1d');
  const [seeds, setSeeds] = useState('5');
  const [report, setReport] = useState(true);
  const [score, setScore] = useState<Score>({ state: 'none' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const attempt = async (ask: () => Promise<Score | undefined>) => {
    try {
      setScore(await ask() ?? { state: 'none' });
      setProblem(null);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  };

  useEffect(() => {
    void attempt(() => get<Score>('api/v1/score'));
    get<{ scenarios: { name: string }[] }>('api/v1/scenarios').then(answer => setScenarios(answer.scenarios.map(({ name }) => name)), () => undefined);
  }, []);
  useEffect(() => {
    if (score.state !== 'running') return;
    const timer = setTimeout(() => void attempt(() => get<Score>('api/v1/score')), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [score]);

  const start = (event: Event) => {
    event.preventDefault();
    const body = { rules, scenario: scenario || undefined, duration: duration.trim(), seeds: /^\d+$/.test(seeds.trim()) ? Number(seeds) : seeds, report };
    void attempt(() => act<Score>('POST', 'api/v1/score', body));
  };
  const isRunning = score.state === 'running';
  return (
    <>
      <p class="note">How many anomalies the alerts above detect, how soon, and how often they fire for no reason: a Prometheus of this machine evaluates them on simulated histories.</p>
      <form noValidate onSubmit={start}>
        <Field label="Scenario" name="scenario" problem={problem}>
          {described => (
            <select {...described} value={scenario} onChange={event => setScenario(event.currentTarget.value)}>
              <option value="">the one that is played</option>
              {scenarios.map(name => <option value={name}>{name}</option>)}
            </select>
          )}
        </Field>
        <div class="pair">
          <Field label="Duration" name="duration" problem={problem} hint="Of each history. At most 31d.">
            {described => <input {...described} value={duration} onInput={event => setDuration(event.currentTarget.value)} />}
          </Field>
          <Field label="Histories" name="seeds" problem={problem} hint="Each has its own seed. At most 100.">
            {described => <input {...described} inputMode="numeric" value={seeds} onInput={event => setSeeds(event.currentTarget.value)} />}
          </Field>
        </div>
        <p><label><input type="checkbox" checked={report} onChange={event => setReport(event.currentTarget.checked)} /> Write a report with pictures</label></p>
        <div class="row">
          <button type="submit" disabled={isRunning || rules.trim() === ''}>Score</button>
          {isRunning && <button type="button" onClick={() => void attempt(() => act<Score>('DELETE', 'api/v1/score'))}>Cancel</button>}
          {isRunning && <progress aria-label="Progress of the score" max={score.steps} value={score.steps_done} />}
          {isRunning && <span class="note">{Math.floor(100 * score.steps_done! / Math.max(1, score.steps!))} %</span>}
        </div>
      </form>
      {problem !== null && <p class="trouble" role="alert">{problem.message}</p>}
      {problem !== null && isRefused(problem) && <TokenField />}
      <p class="note" role="status">{stateInWords(score)}</p>
      {score.state === 'failed' && <p class="trouble" role="alert">{score.failure}</p>}
      {score.result && <ScoreTable alerts={score.result.alerts} />}
      {score.state === 'done' && score.report && <p><a href="api/v1/score/report">The report with pictures</a></p>}
    </>
  );
}

function stateInWords(score: Score): string {
  if (score.state === 'none') return '';
  const began = score.started!.replace('T', ' ').replace(/(\.\d+)?Z$/, '');
  return score.state === 'running' ? `Running since ${began}.` : `The score that began at ${began} is ${score.state === 'failed' ? 'not complete' : score.state}.`;
}
