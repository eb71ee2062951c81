import { useEffect, useState } from 'preact/hooks';

/** A value that tells its subscribers when it changes. */
export class Store<T> {
  private readonly subscribers = new Set<(value: T) => void>();

  constructor(private current: T) {}

  get value(): T {
    return this.current;
  }

  set value(next: T) {
    if (Object.is(next, this.current)) return;
    this.current = next;
    for (const subscriber of [...this.subscribers]) subscriber(next);
  }

  /** Calls a function with each new value until the returned function is called. */
  subscribe(subscriber: (value: T) => void): () => void {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  }
}

/** The value of a store. The component is drawn again when it changes. */
export function useStore<T>(store: Store<T>): T {
  const [value, setValue] = useState(store.value);
  useEffect(() => {
    setValue(() => store.value);
    return store.subscribe(next => setValue(() => next));
  }, [store]);
  return value;
}
