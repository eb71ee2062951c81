const waiting = new Set<() => void>();
let isAsked = false;

/** Calls a function once before the browser draws next, however often it is asked to. Functions are called in the order in which they were first asked for. */
export function beforeNextFrame(work: () => void): void {
  waiting.add(work);
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    const now = [...waiting];
    waiting.clear();
    for (const each of now) each();
  });
}
