import { LiveStream } from '../api/stream.ts';
import { refresh, run } from './run.ts';

/** The stream of the run. */
export const live = new LiveStream(message => {
  const before = run.value;
  if (before === null) return;
  if (message.run !== before.run || (message.changes ?? 0) !== (before.changes ?? 0)) void follow();
  run.value = { ...before, tick: message.tick, at: message.at, changes: message.changes };
}, () => void follow());

/** Follows the run from its current tick on. */
export async function follow(): Promise<void> {
  const before = run.value;
  await refresh();
  const now = run.value;
  if (now !== null && (before === null || before.run !== now.run)) live.start(now.tick);
}
