import { useEffect, useRef } from 'preact/hooks';
import type { CurveTable } from './curve-table.ts';
import { shortNumber } from './numbers.ts';

// More lines than this help nobody.
const mostLines = 12;

/** A table of the values of a chart. It is filled directly, because it changes with every tick and every move of the pointer. */
export class LastValues {
  private readonly body: HTMLTableSectionElement;
  private readonly time: HTMLElement;
  private keys: string | null = null;
  private cells: HTMLTableCellElement[] = [];

  constructor(table: HTMLTableElement) {
    this.body = table.tBodies[0]!;
    this.time = table.tHead!.rows[0]!.cells[1]!;
  }

  /**
   * Shows the values at one time.
   * @param curves The curves.
   * @param index The place of the time; null for the last one.
   */
  show(curves: CurveTable, index: number | null): void {
    const lines = [...curves.lines.values()];
    const keys = lines.map(line => line.label).join('\n');
    if (keys !== this.keys) {
      this.keys = keys;
      this.body.replaceChildren();
      this.cells = lines.slice(0, mostLines).map((line, i) => {
        const row = this.body.insertRow();
        row.role = 'row';
        const head = document.createElement('th');
        head.role = 'rowheader';
        head.scope = 'row';
        head.textContent = line.label || 'all';
        // A bucket has no curve of its own.
        if (line.curve.le === undefined) head.className = `curve-${i % 8 + 1}`;
        row.append(head);
        const cell = row.insertCell();
        cell.role = 'cell';
        return cell;
      });
      if (lines.length > mostLines) {
        const row = this.body.insertRow();
        row.role = 'row';
        const cell = row.insertCell();
        cell.role = 'cell';
        cell.textContent = `and ${lines.length - mostLines} more`;
      }
    }

    const at = index === null ? curves.times.length - 1 : Math.min(index, curves.times.length - 1);
    const time = curves.times[at];
    this.time.textContent = time === undefined ? '' : new Date(time * 1000).toISOString().slice(11, 19);
    this.cells.forEach((cell, i) => cell.textContent = shortNumber(lines[i]!.values[at]));
  }
}

/** The table that `LastValues` fills. */
export function LastValuesTable({ name, ready }: { name: string; ready: (values: LastValues) => void }) {
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => ready(new LastValues(table.current!)), []);
  return (
    // The rows stand side by side, so each part says what it is.
    <table class="last-values" ref={table} role="table" aria-label={`Values of ${name}`}>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">curve</th><th role="columnheader" scope="col" /></tr></thead>
      <tbody role="rowgroup" />
    </table>
  );
}
