import { Store } from '../store/store.ts';
import { addressOf, type Parameters } from './client.ts';
import { saved } from './saved.ts';
import type { Measure, Samples, StreamMessage } from './types.ts';

/** Curves of a metric that are asked for tick by tick. */
export interface Wanted {
  family: string;
  as: Measure;
  by?: string;
  /** In seconds. */
  window?: number;
}

// Panels come and go together, so the stream waits this long before it asks anew.
const settleMilliseconds = 50;

const retryMilliseconds = 2000;

/**
 * One stream of server-sent events for all who want curves, because a browser opens only six connections to a server. It is closed while nobody looks
 * at the page, and goes on without a gap after that.
 */
export class LiveStream {
  /** Whether the stream is connected. */
  readonly isOpen = new Store(false);

  private readonly listeners = new Map<object, { wanted: Wanted; receive: (samples: Samples, message: StreamMessage) => void }>();
  private source: EventSource | null = null;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private last: number | undefined;
  private isLost = false;

  /**
   * @param tick Receives each message.
   * @param over Is called when the run was started over.
   * @param lost Is called when the simulator has refused the stream, before it is asked for again, and when it is back after it was lost.
   */
  constructor(private readonly tick: (message: StreamMessage) => void, private readonly over: () => void, private readonly lost: (isBack: boolean) => Promise<void>) {
    document.addEventListener('visibilitychange', () => this.settle());
  }

  /** Whether it knows after which tick to go on. */
  get isStarted(): boolean {
    return this.last !== undefined;
  }

  /** Begins after a tick. */
  start(after: number): void {
    this.last = after;
    this.settle();
  }

  /** Gives a function the curves of each tick, until the returned function is called. */
  want(wanted: Wanted, receive: (samples: Samples, message: StreamMessage) => void): () => void {
    const key = {};
    this.listeners.set(key, { wanted, receive });
    this.settle();
    return () => {
      this.listeners.delete(key);
      this.settle();
    };
  }

  private settle(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.connect(), settleMilliseconds);
  }

  private connect(): void {
    this.source?.close();
    this.source = null;
    this.isOpen.value = false;
    if (document.hidden || this.last === undefined || saved !== null) return;

    // Listeners that want the same share an answer.
    const asked: Wanted[] = [];
    const receivers: number[] = [];
    const listeners = [...this.listeners.values()];
    for (const { wanted } of listeners) {
      let index = asked.findIndex(other => isSame(other, wanted));
      if (index < 0) index = asked.push(wanted) - 1;
      receivers.push(index);
    }

    const parameters: Parameters = [['after', this.last]];
    for (const { family, as, by, window } of asked)
      parameters.push(['family', family], ['as', as], ['by', by], ['window', window === undefined ? undefined : `${window}s`]);
    const source = new EventSource(addressOf('api/v1/stream', parameters));
    this.source = source;
    source.onopen = () => {
      this.isOpen.value = true;
      if (this.isLost) void this.lost(true);
      this.isLost = false;
    };
    source.onerror = () => {
      if (this.source !== source) return;
      this.isOpen.value = false;
      this.isLost = true;
      // The browser tries again by itself, unless the server has refused.
      if (source.readyState !== EventSource.CLOSED) return;
      this.settling = setTimeout(() => void this.lost(false).then(() => this.settle()), retryMilliseconds);
    };
    source.onmessage = event => {
      const message = JSON.parse(event.data) as StreamMessage;
      this.last = message.tick;
      this.tick(message);
      listeners.forEach(({ receive }, i) => receive(message.samples[receivers[i]!]!, message));
    };
    source.addEventListener('over', () => {
      source.close();
      this.last = undefined;
      this.over();
    });
    source.addEventListener('behind', () => this.settle());
  }
}

function isSame(one: Wanted, other: Wanted): boolean {
  return one.family === other.family && one.as === other.as && one.by === other.by && one.window === other.window;
}
