import { useEffect, useState } from 'preact/hooks';
import { nowOf, run } from '../state/run.ts';
import { windowChoice } from '../state/window-choice.ts';
import { useStore } from '../store/store.ts';
import { edit, injection, partOf } from './injection.ts';

/** The button that lets the next drag on a chart give the window. */
export function WindowChoice() {
  const isChoosing = useStore(windowChoice) !== null;
  const { start, duration } = useStore(injection);
  const [chosen, setChosen] = useState({ start: '', duration: '', isPast: false });
  useEffect(() => () => void (windowChoice.value = null), []);
  const take = (from: number, to: number) => {
    const part = partOf(from, to, run.value!);
    edit(part);
    setChosen({ ...part, isPast: from < nowOf(run.value!) });
  };
  const isPast = chosen.isPast && chosen.start === start && chosen.duration === duration;
  return (
    <>
      <button type="button" aria-pressed={isChoosing} onClick={() => windowChoice.value = isChoosing ? null : take}>
        {isChoosing ? 'Cancel the choice' : 'Choose the window on a chart'}
      </button>
      <p class="note" role="status">
        {isChoosing
          ? 'Drag over a span on any chart. A chart that follows the run now shows what comes next too.'
          : isPast && 'The span begins in the past, so the window begins at the next tick. It is as long as the span.'}
      </p>
    </>
  );
}
