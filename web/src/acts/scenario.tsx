import { useEffect, useState } from 'preact/hooks';
import { get, Problem } from '../api/client.ts';
import { useActing, type Act } from '../controls/act.ts';
import { ActText } from '../controls/act-text.tsx';
import { timeOf } from '../controls/durations.ts';
import { Field } from '../controls/field.tsx';
import { Outcome } from '../controls/outcome.tsx';
import { nowOf, refresh, run } from '../state/run.ts';
import { useStore } from '../store/store.ts';

interface Known {
  name: string;
  description: string;
  current: boolean;
  fits: boolean;
}

/** The scenario as it is played now. */
interface Played {
  name: string | null;
  phase: string | null;
  round: number;
  /** The next phase and when it begins; null if this one goes on for ever. */
  next: { phase: string; at: string } | null;
}

/** Shows the scenario, and plays another. */
export function Scenario() {
  const state = useStore(run)!;
  const [known, setKnown] = useState<Known[]>([]);
  const [played, setPlayed] = useState<Played | null>(null);
  const [trouble, setTrouble] = useState('');
  const [chosen, setChosen] = useState('');
  const acting = useActing();
  const load = async () => {
    try {
      setKnown((await get<{ scenarios: Known[] }>('api/v1/scenarios')).scenarios);
      setPlayed(await get<Played>('api/v1/scenario'));
      setTrouble('');
    } catch (error) {
      if (error instanceof Problem) setTrouble(error.message);
    }
  };
  useEffect(() => {
    void load();
  }, [state.identity, state.changes, state.scenario, state.phase, state.round]);
  // A new phase is no change of the run, so nobody tells the page.
  const isOver = played?.next ? nowOf(state) >= Date.parse(played.next.at) / 1000 : false;
  useEffect(() => {
    if (isOver) void refresh().then(load);
  }, [isOver]);

  const current = known.find(scenario => scenario.current);
  const name = chosen || (known.find(scenario => scenario.fits && !scenario.current)?.name ?? '');
  const act: Act = { method: 'PUT', path: 'api/v1/scenario', body: { name }, yaml: { simulator: { scenario: name } } };
  return (
    <section aria-labelledby="scenario">
      <h2 id="scenario">Scenario</h2>
      {trouble && <p class="trouble" role="alert">{trouble}</p>}
      {played && (
        <>
          <p>
            {played.name === null ? 'No scenario is played.' : <><strong>{played.name}</strong>{played.phase && `, phase ${played.phase}`}, {roundText(played.round)}.</>}
            {played.next !== null
              ? ` The phase ${played.next.phase}${played.next.phase === played.phase ? ' begins again' : ' follows'} at ${timeOf(played.next.at, state.at)}.`
              : played.name !== null && ' It goes on like this.'}
          </p>
          {current && <p class="note">{current.description}</p>}
          <form onSubmit={event => {
            event.preventDefault();
            void acting.perform<{ name: string; at: string }>(act, answer => `${answer.name === 'none' ? 'No scenario' : answer.name} is played from ${timeOf(answer.at, state.at)} on.`);
          }}>
            <Field label="Play another" name="name" problem={acting.problem} hint={name === 'none' ? 'The metrics move as they are configured.' : known.find(scenario => scenario.name === name)?.description}>
              {described => (
                <div class="row">
                  <select {...described} value={name} onChange={event => setChosen(event.currentTarget.value)}>
                    {known.filter(scenario => scenario.fits).map(scenario => <option value={scenario.name}>{scenario.name}{scenario.current && ' (from its start)'}</option>)}
                    {current && <option value="none">none</option>}
                    {known.some(scenario => !scenario.fits) && (
                      <optgroup label="Made for other metrics than those of this run">
                        {known.filter(scenario => !scenario.fits).map(scenario => <option value={scenario.name} disabled>{scenario.name}</option>)}
                      </optgroup>
                    )}
                  </select>
                  <button type="submit" disabled={acting.isBusy || name === ''}>Play</button>
                </div>
              )}
            </Field>
            <Outcome acting={acting} fields={['name']} />
            {name && <ActText act={act} comment="A configuration. It plays the scenario from the start of the run on." />}
          </form>
        </>
      )}
    </section>
  );
}

function roundText(round: number): string {
  return round === 0 ? 'for the first time' : `played ${round === 1 ? 'once' : `${round} times`} before`;
}
