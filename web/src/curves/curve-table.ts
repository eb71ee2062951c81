import type { Curve, Samples } from '../api/types.ts';

/** The values of a curve at the times of its table; null where it has none. */
export interface CurveLine {
  /** What tells it from the others of its metric: a label's value, a quantile, the bound of a bucket. */
  label: string;
  curve: Omit<Curve, 'values'>;
  values: (number | null)[];
}

/** The curves of a metric at regular times. */
export class CurveTable {
  /** Seconds since the epoch. */
  readonly times: number[] = [];
  readonly lines = new Map<string, CurveLine>();

  /** @param step From one time to the next, in seconds. */
  constructor(readonly step: number) {}

  static of(samples: Samples): CurveTable {
    const table = new CurveTable(samples.step);
    const from = Date.parse(samples.from) / 1000;
    const count = samples.curves[0]?.values.length ?? 0;
    for (let i = 0; i < count; i++) table.times.push(from + i * samples.step);
    // A label's value that comes later or has gone has no line.
    for (const { values, ...curve } of samples.curves) if (curve.value === undefined || values.some(value => value !== null)) table.lines.set(keyOf(curve), { label: labelOf(curve), curve, values: [...values] });
    return table;
  }

  /** The last time; minus infinity if there is none. */
  get last(): number {
    return this.times.at(-1) ?? -Infinity;
  }

  /** Adds the values of a tick. One that lies between the times of the table is left out, and so is one that it has. */
  append(samples: Samples): void {
    const time = Date.parse(samples.from) / 1000;
    if (time <= this.last || Math.abs(time / this.step - Math.round(time / this.step)) > 1e-6) return;
    this.times.push(time);
    for (const { values, ...curve } of samples.curves) {
      let line = this.lines.get(keyOf(curve));
      if (line === undefined) {
        if (curve.value !== undefined && values[0] === null) continue;
        line = { label: labelOf(curve), curve, values: new Array(this.times.length - 1).fill(null) };
        this.lines.set(keyOf(curve), line);
      }

      line.values.push(values[0] ?? null);
    }

    for (const line of this.lines.values()) if (line.values.length < this.times.length) line.values.push(null);
  }

  /** Forgets what lies before a time. */
  dropBefore(time: number): void {
    let count = 0;
    while (count < this.times.length && this.times[count]! < time) count++;
    // Moving the rest takes time, so it is done now and then.
    if (count < 64) return;
    this.times.splice(0, count);
    for (const line of this.lines.values()) line.values.splice(0, count);
  }
}

function keyOf(curve: Omit<Curve, 'values'>): string {
  return `${curve.value ?? ''}\n${curve.quantile ?? curve.le ?? ''}`;
}

function labelOf(curve: Omit<Curve, 'values'>): string {
  const parts = [];
  if (curve.value !== undefined) parts.push(curve.value === '' ? '(none)' : curve.value);
  if (curve.quantile !== undefined) parts.push(curve.quantile === 0.5 ? 'median' : `p${Number((curve.quantile * 100).toPrecision(6))}`);
  if (curve.le !== undefined) parts.push(`≤ ${curve.le}`);
  return parts.join(' ');
}
