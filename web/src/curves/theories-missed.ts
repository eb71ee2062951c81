import { Store } from '../store/store.ts';

/** The panels that have no theory because of the scenario that is played, by their places. */
export const theoriesMissed = new Store<ReadonlySet<number>>(new Set());

/** Says whether a panel is one of them. */
export function markMissed(index: number, isMissed: boolean): void {
  if (theoriesMissed.value.has(index) === isMissed) return;
  const others = [...theoriesMissed.value].filter(other => other !== index);
  theoriesMissed.value = new Set(isMissed ? [...others, index] : others);
}
