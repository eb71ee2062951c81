// What takes longer waits for the next frame, so that the page answers the keyboard and the pointer in between.
const millisecondsAFrame = 2;

const waiting = new Set<() => void>();
let isAsked = false;

/**
 * Calls a function once before the browser draws next, or soon after if there is much to do, however often it is asked to. Functions are called in the
 * order in which they were first asked for.
 */
export function beforeNextFrame(work: () => void): void {
  waiting.add(work);
  ask();
}

function ask(): void {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    const end = performance.now() + millisecondsAFrame;
    for (const work of waiting) {
      waiting.delete(work);
      work();
      if (performance.now() >= end) break;
    }

    if (waiting.size > 0) ask();
  });
}
