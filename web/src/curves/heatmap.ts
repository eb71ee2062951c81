import type uPlot from 'uplot';
import { colorOf } from './colors.ts';
import type { CurveTable } from './curve-table.ts';

/** Paints the observations of each bucket as cells, one column for each time; the darker, the more. */
export function paintHeatmap(plot: uPlot, table: CurveTable): void {
  const rows = [...table.lines.values()];
  let most = 0;
  for (const { values } of rows) for (const value of values) if (value !== null && value > most) most = value;
  if (most === 0) return;

  const context = plot.ctx;
  context.save();
  context.beginPath();
  context.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
  context.clip();
  context.fillStyle = colorOf('--curve-1');
  const width = Math.max(1, plot.valToPos(table.step, 'x', true) - plot.valToPos(0, 'x', true));
  rows.forEach(({ values }, row) => {
    const top = plot.valToPos(row + 1, 'y', true);
    const height = plot.valToPos(row, 'y', true) - top;
    values.forEach((value, i) => {
      if (value === null || value <= 0) return;
      context.globalAlpha = 0.08 + 0.92 * Math.sqrt(value / most);
      context.fillRect(plot.valToPos(table.times[i]!, 'x', true) - width, top, width + 0.5, height - 1);
    });
  });
  context.restore();
}
