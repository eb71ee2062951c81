import { PlayNone } from '../acts/play-none.tsx';
import { saved } from '../api/saved.ts';
import { run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { theoriesMissed } from './theories-missed.ts';

/** Offers to play no scenario, while some panel has no theory because of the one that is played. */
export function MissedTheories() {
  const missed = useStore(theoriesMissed);
  const scenario = useStore(run, state => state?.scenario);
  if (missed.size === 0 || saved !== null || run.value === null) return null;
  return <div class="note across">The scenario {scenario} has no closed form, so {missed.size === 1 ? 'a panel has' : `${missed.size} panels have`} no theory. <PlayNone now={run.value.at} /></div>;
}
