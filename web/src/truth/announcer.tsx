import { useEffect, useState } from 'preact/hooks';
import { nowOf, run } from '../state/run.ts';
import { useStore } from '../store/store.ts';
import { view } from '../state/view.ts';
import { anomalies, stateAt } from './anomalies.ts';

/** Tells a screen reader when anomalies begin and end. */
export function Announcer() {
  const list = useStore(anomalies);
  const state = useStore(run);
  const { truth } = useStore(view);
  const [text, setText] = useState('');
  const [before] = useState(() => new Map<string, string>());
  useEffect(() => {
    if (state === null) return;
    const now = nowOf(state);
    const news: string[] = [];
    for (const anomaly of list) {
      const next = stateAt(anomaly, now);
      const last = before.get(anomaly.id);
      before.set(anomaly.id, next);
      if (last === undefined ? next === 'active' : last !== next)
        news.push(`${anomaly.kind}${anomaly.metric ? ` on ${anomaly.metric}` : ''} ${next === 'active' ? 'has begun' : 'has ended'}.`);
    }

    if (news.length > 0) setText(news.join(' '));
  }, [list, state?.tick]);
  return <p class="unseen" role="status" aria-live="polite">{truth ? text : ''}</p>;
}
