import type { ComponentChildren } from 'preact';
import { saved } from './api/saved.ts';
import { Acts } from './acts/acts.tsx';
import { Curves } from './curves/curves.tsx';
import { Toolbar } from './curves/toolbar.tsx';
import { Journal } from './acts/journal.tsx';
import { Model } from './acts/model.tsx';
import { Rules } from './rules/rules.tsx';
import { run, trouble } from './state/run.ts';
import { useStore } from './store/store.ts';
import { change, view, type Side } from './state/view.ts';
import { Status } from './status.tsx';
import { Announcer } from './truth/announcer.tsx';
import { Truth } from './truth/truth.tsx';
import { Workload } from './workload/workload.tsx';

const parts: [side: Side, label: string, content: () => ComponentChildren][] = [
  ['acts', 'Acts', () => <Acts />],
  ['truth', 'Truth', () => <Truth />],
  ['model', 'Model', () => <Model />],
  ['journal', 'Journal', () => <Journal />],
  ['workload', 'Workload', () => <Workload />],
  ['rules', 'Rules', () => <Rules />],
];

// Nothing can be changed in a saved page.
const acting: Side[] = ['acts', 'model'];

/** The page. */
export function App() {
  const isKnown = useStore(run, state => state !== null);
  const problem = useStore(trouble);
  return (
    <>
      <a class="skip" href="#side">Skip to what is beside the curves</a>
      <Status />
      {problem && <p class="trouble banner" role="alert">{problem}</p>}
      {isKnown && (
        <div class="columns">
          <main>
            <Toolbar />
            <Curves />
          </main>
          <Aside />
        </div>
      )}
      <Announcer />
    </>
  );
}

function Aside() {
  const hasWorkload = useStore(run, state => state?.workload);
  const { side } = useStore(view);
  const shown = parts.filter(([name]) => (name !== 'workload' || hasWorkload) && (saved === null || !acting.includes(name)));
  const current = shown.find(([name]) => name === side) ?? shown[0]!;
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = shown[(shown.indexOf(current) + step + shown.length) % shown.length]![0];
    change({ side: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <aside id="side">
      <div class="tabs" role="tablist" aria-label="Beside the curves" onKeyDown={move}>
        {shown.map(([name, label]) => (
          <button type="button" role="tab" id={`tab-${name}`} aria-selected={name === current[0]} aria-controls="side-content"
            tabIndex={name === current[0] ? 0 : -1} onClick={() => change({ side: name })}>{label}</button>
        ))}
      </div>
      <div id="side-content" role="tabpanel" tabIndex={0} aria-labelledby={`tab-${current[0]}`}>{current[2]()}</div>
    </aside>
  );
}
