import { nowOf, run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { change, spans, view } from '../state/view.ts';

/** Chooses the time that all panels show, and what is behind the curves. */
export function Toolbar() {
  const shown = useStore(view);
  const isHidden = useStore(run)?.hidden ?? false;
  const pause = () => change({ end: shown.end === null && run.value !== null ? nowOf(run.value) : null });
  return (
    <div class="toolbar" role="toolbar" aria-label="Time and layers">
      <div class="group" role="group" aria-label="Shown time">
        {spans.map(([label, seconds]) => (
          <button type="button" aria-pressed={shown.span === seconds} onClick={() => change({ span: seconds })}>{label}</button>
        ))}
      </div>
      <button type="button" aria-pressed={shown.end !== null} onClick={pause}>{shown.end === null ? 'Pause' : 'Paused: follow again'}</button>
      <div class="group" role="group" aria-label="Layers">
        <Layer name="truth" label="Truth" title="The windows of anomalies, and all that tells about them" disabled={isHidden} />
        <Layer name="twin" label="Clean twin" title="The same run without anomalies, in grey" disabled={isHidden || !shown.truth} />
        <Layer name="theory" label="Theory" title="The mean of the path, and the bands that hold it half of the time and 95 % of it" disabled={isHidden || !shown.truth} />
      </div>
    </div>
  );
}

function Layer({ name, label, title, disabled }: { name: 'truth' | 'twin' | 'theory'; label: string; title: string; disabled: boolean }) {
  const shown = useStore(view);
  return <button type="button" title={title} disabled={disabled} aria-pressed={shown[name] && !disabled} onClick={() => change({ [name]: !shown[name] })}>{label}</button>;
}
