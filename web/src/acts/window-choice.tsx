import { useEffect } from 'preact/hooks';
import { durationOf } from '../controls/durations.ts';
import { useStore } from '../store/store.ts';
import { windowChoice } from '../state/window-choice.ts';
import { edit } from './injection.ts';

/** The button that lets the next drag on a chart give the length of the window. */
export function WindowChoice({ interval }: { interval: number }) {
  const isChoosing = useStore(windowChoice) !== null;
  useEffect(() => () => void (windowChoice.value = null), []);
  const take = (from: number, to: number) => edit({ duration: durationOf(Math.max(1, Math.round((to - from) / interval)) * interval) });
  return (
    <>
      <button type="button" aria-pressed={isChoosing} onClick={() => windowChoice.value = isChoosing ? null : take}>
        {isChoosing ? 'Cancel the choice' : 'Choose the window on a chart'}
      </button>
      <p class="note" role="status">{isChoosing && 'Drag over a span on any chart. Its length becomes the duration; the window begins at the next tick.'}</p>
    </>
  );
}
