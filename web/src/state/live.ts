import { token } from '../api/client.ts';
import { LiveStream } from '../api/stream.ts';
import type { StreamMessage } from '../api/types.ts';
import { beforeNextFrame } from '../store/frame.ts';
import { refresh, run } from './run.ts';

let latest: StreamMessage | null = null;

// The tick with which the last change takes effect.
let effective = Infinity;

/** The stream of the run. */
export const live = new LiveStream(message => {
  latest = message;
  beforeNextFrame(take);
}, () => void follow());

token.subscribe(() => void follow());

/** Follows the run from its current tick on. */
export async function follow(): Promise<void> {
  const before = run.value;
  await refresh();
  const now = run.value;
  if (now !== null && before !== null && now.changes !== before.changes) effective = now.tick + 1;
  if (now !== null && (before === null || before.run !== now.run || !live.isStarted)) live.start(now.tick);
}

function take(): void {
  const before = run.value;
  if (before === null || latest === null) return;
  // While truth is hidden, the stream does not tell the number of changes.
  const { run: number, tick, at, changes = before.changes } = latest;
  if (number !== before.run || changes !== before.changes) {
    void follow();
  } else if (tick > before.tick) {
    run.value = { ...before, tick, at };
    if (tick < effective) return;
    effective = Infinity;
    void refresh();
  }
}
