import { token } from '../api/client.ts';
import { LiveStream } from '../api/stream.ts';
import type { StreamMessage } from '../api/types.ts';
import { beforeNextFrame } from '../store/frame.ts';
import { Store } from '../store/store.ts';
import { refresh, run } from './run.ts';

let latest: StreamMessage | null = null;

// Whether the panels have been read again since the stream was refused.
let hasLooked = false;

// The tick with which the last change takes effect.
let effective = Infinity;

/** How often the stream was lost and came back. What was read before that may lack something, or be of another run. */
export const returns = new Store(0);

/** The stream of the run. */
export const live = new LiveStream(
  message => {
    latest = message;
    beforeNextFrame(take);
  },
  () => void follow(),
  recover);

token.subscribe(() => void follow());

/** Follows the run from its current tick on. */
export async function follow(): Promise<void> {
  const before = run.value;
  if (!await refresh()) return;
  const now = run.value!;
  if (before !== null && now.changes !== before.changes) effective = now.tick + 1;
  if (before === null || before.identity !== now.identity || !live.isStarted) live.start(now.tick);
}

// Another simulator may answer now, the run may have forgotten the tick at which the page was, or a panel may ask for what is not there any more.
async function recover(isBack: boolean): Promise<void> {
  const before = run.value;
  await follow();
  if (run.value === null || run.value === before) return;
  if (!isBack) live.start(run.value.tick);
  // One look at each panel is enough while the stream is refused.
  if (isBack || !hasLooked) returns.value++;
  hasLooked = !isBack;
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
