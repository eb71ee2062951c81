import { LiveStream } from '../api/stream.ts';
import type { StreamMessage } from '../api/types.ts';
import { beforeNextFrame } from '../store/frame.ts';
import { refresh, run } from './run.ts';

let latest: StreamMessage | null = null;

/** The stream of the run. */
export const live = new LiveStream(message => {
  latest = message;
  beforeNextFrame(take);
}, () => void follow());

/** Follows the run from its current tick on. */
export async function follow(): Promise<void> {
  const before = run.value;
  await refresh();
  const now = run.value;
  if (now !== null && (before === null || before.run !== now.run)) live.start(now.tick);
}

function take(): void {
  const before = run.value;
  if (before === null || latest === null) return;
  const { run: number, tick, at, changes } = latest;
  if (number !== before.run || changes !== before.changes) void follow();
  else if (tick > before.tick) run.value = { ...before, tick, at };
}
