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

/**
 * The value of a store, or what a component needs of it. The component is drawn again when that changes.
 * @param select Gives what the component needs. It must give the same value, or the same object, as long as that has not changed.
 */
export function useStore<T>(store: Store<T>): T;
export function useStore<T, Part>(store: Store<T>, select: (value: T) => Part): Part;
export function useStore<T>(store: Store<T>, select: (value: T) => unknown = value => value): unknown {
  const [value, setValue] = useState(() => select(store.value));
  useEffect(() => {
    const take = () => setValue(() => select(store.value));
    take();
    return store.subscribe(take);
  }, [store]);
  return value;
}
