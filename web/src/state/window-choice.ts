import { Store } from '../store/store.ts';

/**
 * Receives the span of time that is dragged next on a chart, in seconds since the epoch; null if a drag is a zoom. It is used once.
 */
export const windowChoice = new Store<((from: number, to: number) => void) | null>(null);

addEventListener('keydown', event => {
  if (event.key === 'Escape') windowChoice.value = null;
});
