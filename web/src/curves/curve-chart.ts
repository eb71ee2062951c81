import uPlot from 'uplot';
import type { Anomaly, Moments } from '../api/types.ts';
import { bandColorName, colorOf, curveColor } from './colors.ts';
import type { CurveTable } from './curve-table.ts';
import { paintHeatmap } from './heatmap.ts';
import { shortNumber } from './numbers.ts';

/** What a chart shows. */
export interface ChartContent {
  table: CurveTable;
  twin: CurveTable | null;
  moments: Moments | null;
  anomalies: Anomaly[];
  /** The shown time, in seconds since the epoch. */
  from: number;
  to: number;
  isHeatmap: boolean;
}

type Column = (number | null | undefined)[];

const height = 170;
const syncKey = 'panels';

/** The room for the labels of the vertical axis, and to the right of the curves, in pixels. */
export const yAxisWidth = 62;
export const rightPadding = 26;

/** A chart of curves, with what is known about them behind it. */
export class CurveChart {
  private plot: uPlot | null = null;
  private shape = '';
  private content: ChartContent | null = null;
  private readonly resizing: ResizeObserver;

  /**
   * @param host The element that holds it.
   * @param pointed Receives the place among the table's times under the pointer; null for none.
   * @param selected Receives a span of time that was dragged.
   * @param reset Is called on a double click.
   */
  constructor(
    private readonly host: HTMLElement,
    private readonly pointed: (index: number | null) => void,
    private readonly selected: (from: number, to: number) => void,
    private readonly reset: () => void,
  ) {
    this.resizing = new ResizeObserver(() => this.plot?.setSize({ width: host.clientWidth, height }));
    this.resizing.observe(host);
  }

  /** Shows something else. */
  draw(content: ChartContent): void {
    this.content = content;
    const shape = [...content.table.lines.keys(), content.twin !== null, content.moments?.bands !== undefined, content.isHeatmap].join('\r');
    if (this.plot === null || shape !== this.shape) {
      this.shape = shape;
      this.plot?.destroy();
      this.plot = new uPlot(this.options(content), columnsOf(content), this.host);
    } else {
      this.plot.setData(columnsOf(content), false);
    }

    this.plot.batch(() => this.plot!.setScale('x', { min: content.from, max: content.to }));
  }

  /** Draws again in the colours of the style sheet, after these have changed. */
  recolor(): void {
    this.shape = '';
    if (this.content !== null) this.draw(this.content);
  }

  destroy(): void {
    this.resizing.disconnect();
    this.plot?.destroy();
  }

  private options(content: ChartContent): uPlot.Options {
    const axis: Partial<uPlot.Axis> = {
      stroke: colorOf('--faint'), grid: { stroke: colorOf('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif',
    };
    const bounds = [...content.table.lines.values()].map(line => line.curve.le ?? '');
    return {
      width: this.host.clientWidth,
      height,
      padding: [8, rightPadding, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: syncKey, setSeries: false }, drag: { x: true, y: false, setScale: false }, points: { show: !content.isHeatmap }, focus: { prox: -1 } },
      scales: {
        x: { time: true },
        y: content.isHeatmap ? { range: () => [0, bounds.length] } : { range: (_, least, most) => rangeOf(least, most) },
      },
      axes: [
        { ...axis, size: 26, gap: 5, space: 70, values: timeLabels },
        {
          ...axis, size: yAxisWidth, gap: 4,
          ...(content.isHeatmap
            ? { splits: () => bounds.map((_, i) => i + 1).filter(edge => (bounds.length - edge) % Math.ceil(bounds.length / 6) === 0), values: (_: uPlot, splits: number[]) => splits.map(edge => bounds[edge - 1]!.replace(/\.0$/, '')) }
            : { values: (_: uPlot, splits: number[]) => splits.map(shortNumber) }),
        },
      ],
      series: seriesOf(content),
      bands: content.moments?.bands === undefined ? [] : content.moments.bands.map((_, i) => ({ series: [2 * i + 2, 2 * i + 1], fill: colorOf(i === 0 ? '--theory-inner' : '--theory-outer') })),
      hooks: {
        drawClear: [plot => this.paintAnomalies(plot)],
        draw: content.isHeatmap ? [plot => paintHeatmap(plot, this.content!.table)] : [],
        setCursor: [plot => this.pointed(plot.cursor.idx ?? null)],
        setSelect: [plot => this.select(plot)],
        ready: [plot => plot.over.addEventListener('dblclick', () => this.reset())],
      },
    };
  }

  private select(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < 4) return;
    const [from, to] = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')];
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.selected(from, to);
  }

  private paintAnomalies(plot: uPlot): void {
    const { left, top, width, height } = plot.bbox;
    const context = plot.ctx;
    for (const anomaly of this.content!.anomalies) {
      const begin = Math.max(left, plot.valToPos(Date.parse(anomaly.start) / 1000, 'x', true));
      const end = Math.min(left + width, plot.valToPos(Date.parse(anomaly.end) / 1000, 'x', true));
      if (!(end > begin)) continue;
      context.fillStyle = colorOf(bandColorName(anomaly.kind));
      context.globalAlpha = anomaly.state === 'planned' ? 0.12 : 0.22;
      context.fillRect(begin, top, end - begin, height);
      context.globalAlpha = 1;
      context.fillRect(begin, top, end - begin, 2 * devicePixelRatio);
    }
  }
}

// The order: the theory's bands from the outer to the inner, each below and above, and its mean; the twin; the curves.
function seriesOf(content: ChartContent): uPlot.Series[] {
  const series: uPlot.Series[] = [{}];
  if (content.isHeatmap) return [...series, ...[...content.table.lines.values()].map(() => ({ show: true, paths: () => null, points: { show: false } }))];
  const points = { show: false };
  for (let i = 0; i < (content.moments?.bands?.length ?? 0); i++) series.push({ points, width: 0 }, { points, width: 0 });
  if (content.moments?.mean !== undefined) series.push({ points: { show: true, size: 3, filter: lonePoints }, stroke: colorOf('--theory'), width: 1, dash: [6, 4] });
  if (content.twin !== null) for (let i = 0; i < content.table.lines.size; i++) series.push({ points, stroke: colorOf('--twin'), width: 1.5, spanGaps: false });
  [...content.table.lines.keys()].forEach((_, i) => series.push({ points: { show: true, size: 3, filter: lonePoints }, stroke: curveColor(i), width: 1.5, spanGaps: false }));
  return series;
}

// A value without neighbours has no line, so it gets a dot.
function lonePoints(plot: uPlot, series: number): number[] {
  const values = plot.data[series]!;
  const lone: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] != null && values[i - 1] == null && values[i + 1] == null) lone.push(i);
  return lone;
}

function columnsOf(content: ChartContent): uPlot.AlignedData {
  const { table, twin, moments } = content;
  const times = [...table.times];
  const columns: Column[] = [];
  if (!content.isHeatmap && moments?.mean !== undefined) {
    const from = Date.parse(moments.from) / 1000;
    // The theory goes on after the last tick.
    for (let time = (times.at(-1) ?? from - moments.step) + moments.step; time <= content.to; time += moments.step) times.push(time);
    const first = Math.round((from - times[0]!) / moments.step);
    const at = (values: Column) => times.map((_, i) => values[i - first] ?? null);
    for (const band of moments.bands ?? []) columns.push(at(band.lower), at(band.upper));
    columns.push(at(moments.mean));
  }

  if (!content.isHeatmap && twin !== null) {
    const first = Math.round(((twin.times[0] ?? 0) - (times[0] ?? 0)) / table.step);
    for (const key of table.lines.keys()) {
      const values = twin.lines.get(key)?.values ?? [];
      columns.push(times.map((_, i) => values[i - first] ?? null));
    }
  }

  for (const line of table.lines.values()) columns.push(line.values);
  return [times, ...columns] as uPlot.AlignedData;
}

function rangeOf(least: number | null, most: number | null): uPlot.Range.MinMax {
  if (least === null || most === null || !Number.isFinite(least) || !Number.isFinite(most)) return [0, 1];
  const room = most > least ? (most - least) * 0.08 : Math.abs(most) * 0.1 || 1;
  // A quantity that is nowhere negative has no room below 0.
  return [least >= 0 ? Math.max(0, least - room) : least - room, most + room];
}

function timeLabels(_: uPlot, splits: number[], __: number, ___: number, step: number): string[] {
  return splits.map(seconds => {
    const time = new Date(seconds * 1000).toISOString();
    return step < 60 ? time.slice(11, 19) : step < 86_400 ? time.slice(11, 16) : time.slice(5, 10);
  });
}
