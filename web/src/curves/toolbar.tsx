import { saved } from '../api/saved.ts';
import { nowOf, run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { change, spans, view } from '../state/view.ts';

// A saved page has the time and the layers that were shown, and no more.
const kept = saved === null ? null : view.value;
const notKept = 'Not in this file, because it was not shown';

/** Chooses the time that all panels show, and what is behind the curves. */
export function Toolbar() {
  const shown = useStore(view);
  const isHidden = useStore(run, state => state?.hidden ?? false);
  const move = (by: number) => {
    if (run.value === null) return;
    const [now, end] = [nowOf(run.value), (shown.end ?? nowOf(run.value)) + by * shown.span];
    change({ end: end >= now ? null : end });
  };
  const pause = () => change({ end: shown.end === null && run.value !== null ? nowOf(run.value) : null });
  return (
    <div class="toolbar" role="toolbar" aria-label="Time and layers">
      <div class="group" role="group" aria-label="Shown time">
        {spans.map(([label, seconds]) => (
          <button type="button" aria-pressed={shown.span === seconds} disabled={kept !== null && seconds > kept.span} title={kept !== null && seconds > kept.span ? notKept : undefined} onClick={() => change({ span: seconds })}>{label}</button>
        ))}
      </div>
      {saved === null && (
        <div class="group" role="group" aria-label="Move the shown time">
          <button type="button" aria-label="Earlier" title="Half of the shown time back" onClick={() => move(-0.5)}>←</button>
          <button type="button" aria-pressed={shown.end !== null} onClick={pause}>{shown.end === null ? 'Pause' : 'Follow again'}</button>
          <button type="button" aria-label="Later" title="Half of the shown time forward" disabled={shown.end === null} onClick={() => move(0.5)}>→</button>
        </div>
      )}
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
  const isMissing = kept !== null && !kept[name];
  disabled ||= isMissing;
  return <button type="button" title={isMissing ? notKept : title} disabled={disabled} aria-pressed={shown[name] && !disabled} onClick={() => change({ [name]: !shown[name] })}>{label}</button>;
}
