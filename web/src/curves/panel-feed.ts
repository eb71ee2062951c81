import { get, Problem } from '../api/client.ts';
import type { Measure, Moments, Samples } from '../api/types.ts';
import { live } from '../state/live.ts';
import { CurveTable } from './curve-table.ts';

/** What a panel asks for. Times are in seconds since the epoch, lengths in seconds. */
export interface PanelQuery {
  family: string;
  as: Measure;
  by?: string;
  from: number;
  to: number;
  step: number;
  /** The span over which a rate, a mean or a quantile is computed. */
  window: number;
  /** How much of the time before the last tick stays; null if the panel does not follow the run. */
  follows: number | null;
  twin: boolean;
  theory: boolean;
}

// A twin is computed again from the start of its run, so it comes less often the longer that takes.
const twinPause = 10;
const twinPauseFactor = 20;

/** Keeps the curves of a panel. */
export class PanelFeed {
  table: CurveTable | null = null;
  twin: CurveTable | null = null;
  moments: Moments | null = null;
  /** Whether the metric has nothing of the sort that is asked for. */
  isWrong = false;

  private readonly troubles = new Map<string, string>();
  private readonly aborter = new AbortController();
  private readonly early: Samples[] = [];
  private unwant: (() => void) | undefined;
  private twinTimer: ReturnType<typeof setTimeout> | undefined;
  private latest: number;

  /** @param changed Is called whenever there is something else to show. */
  constructor(private readonly query: PanelQuery, private readonly changed: () => void) {
    this.latest = query.to;
    if (query.follows !== null) this.unwant = live.want(query, samples => this.receive(samples));
    void this.load();
    if (query.theory) void this.loadMoments();
    if (query.twin) void this.loadTwin();
  }

  /** Whether there is a clean twin to wait for. */
  get isTwinWanted(): boolean {
    return this.query.twin;
  }

  /** Why there are no curves, or no twin or theory beside them; empty if there are. */
  get trouble(): string {
    return [...this.troubles.values()].join(' ');
  }

  /** Ends all requests. */
  close(): void {
    this.aborter.abort();
    this.unwant?.();
    clearTimeout(this.twinTimer);
  }

  private async load(): Promise<void> {
    await this.attempt('curves', async () => {
      this.table = CurveTable.of(await askFor<Samples>('api/v1/samples', this.query, this.query.from, this.query.to, this.aborter.signal));
      for (const samples of this.early.splice(0)) this.table.append(samples);
    });
  }

  private async loadMoments(): Promise<void> {
    const ahead = this.query.follows ?? 0;
    await this.attempt('theory', async () => this.moments = await askFor<Moments>('api/v1/moments', this.query, this.query.from, this.query.to + ahead, this.aborter.signal));
  }

  private async loadTwin(): Promise<void> {
    const began = performance.now();
    await this.attempt('twin', async () => {
      const from = this.query.follows === null ? this.query.from : Math.max(this.query.from, this.latest - this.query.follows);
      this.twin = CurveTable.of(await askFor<Samples>('api/v1/twin', this.query, Math.min(Math.ceil(from / this.query.step) * this.query.step, this.latest), this.latest, this.aborter.signal));
    });
    if (this.query.follows === null || this.aborter.signal.aborted) return;
    const took = (performance.now() - began) / 1000;
    this.twinTimer = setTimeout(() => document.hidden ? undefined : void this.loadTwin(), Math.max(twinPause, twinPauseFactor * took) * 1000);
  }

  private receive(samples: Samples): void {
    this.latest = Date.parse(samples.from) / 1000;
    if (this.table === null) {
      this.early.push(samples);
      return;
    }

    this.table.append(samples);
    if (this.query.follows !== null) this.table.dropBefore(this.latest - this.query.follows - this.query.window);
    if (this.query.theory && this.latest >= this.query.to + this.query.follows!) {
      this.query.to = this.latest;
      void this.loadMoments();
    }

    this.changed();
  }

  private async attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.troubles.delete(what);
    } catch (error) {
      if (this.aborter.signal.aborted) return;
      this.troubles.set(what, (error as Error).message);
      if (what !== 'curves' || !(error instanceof Problem) || error.status !== 400) return this.changed();
      this.isWrong = true;
      // The stream of all panels would be refused because of this one.
      this.unwant?.();
    }

    if (!this.aborter.signal.aborted) this.changed();
  }
}

/** Asks for what a panel shows over a span, in seconds since the epoch. */
export function askFor<T>(path: string, { family, as, by, step, window }: PanelQuery, from: number, to: number, signal?: AbortSignal): Promise<T> {
  return get<T>(path, [
    ['family', family], ['as', as], ['by', by], ['from', instantOf(from)], ['to', instantOf(Math.max(from, to))], ['step', `${step}s`], ['window', `${window}s`],
  ], signal);
}

function instantOf(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString();
}
