import { useEffect, useState } from 'preact/hooks';
import { Problem, send } from '../api/client.ts';
import { Copyable } from '../controls/copyable.tsx';
import { authorization, shellWord, wholeAddressOf } from '../controls/curl.ts';
import { durationOf, timeOf } from '../controls/durations.ts';
import { Hidden } from '../controls/hidden.tsx';
import { nowOf, run } from '../state/run.ts';
import { view } from '../state/view.ts';
import { useStore } from '../store/store.ts';
import { changesOf, type Change } from './changes.ts';

const path = 'api/v1/journal';

/** The changes of the run, the newest first, and how to replay them. */
export function Journal() {
  const state = useStore(run)!;
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const { truth } = useStore(view);
  useEffect(() => {
    if (state.hidden) return;
    const aborter = new AbortController();
    send(path, { signal: aborter.signal }).then(answer => answer.text()).then(
      answer => {
        setText(answer);
        setProblem('');
      },
      error => error instanceof Problem && setProblem(error.message));
    return () => aborter.abort();
  }, [state.identity, state.changes, state.hidden]);

  if (state.hidden) return <Hidden />;
  if (!truth) return <p class="note">The journal tells the truth, which is switched off above the curves.</p>;
  if (problem !== '') return <p class="trouble" role="alert">{problem}</p>;
  if (text === null) return <p class="note">Asking for the journal …</p>;
  const file = `journal-${state.start.replaceAll(':', '').replace(/\..*|Z$/, '')}.jsonl`;
  const duration = durationOf(Math.max(state.update_interval, nowOf(state) - Date.parse(state.start) / 1000));
  const fetchIt = ['curl', '-s', ...authorization(), shellWord(wholeAddressOf(path))].join(' ');
  return (
    <div class="sections">
      <section aria-labelledby="changes">
        <h2 id="changes">Changes</h2>
        <ol class="journal">{changesOf(text).map(change => <Line change={change} now={state.at} />)}</ol>
        <button type="button" onClick={() => download(text, file)}>Download the journal</button>
        {state.journal && <p class="note">The simulator also keeps it in {state.journal}.</p>}
      </section>
      <section aria-labelledby="replay">
        <h2 id="replay">Replay</h2>
        <p class="note">The same samples again, bit for bit, up to now; with --clean, without the anomalies.</p>
        <Copyable name="from the file" text={`claude-metrics-simulator generate --journal ${file} \\\n  --duration ${duration}`} />
        <Copyable name="without a file" text={`${fetchIt} | \\\n  claude-metrics-simulator generate --journal - --duration ${duration}`} />
      </section>
    </div>
  );
}

function Line({ change, now }: { change: Change; now: string }) {
  return <li><time dateTime={change.at}>{timeOf(change.at, now)}</time> <span>{change.text}</span></li>;
}

function download(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
