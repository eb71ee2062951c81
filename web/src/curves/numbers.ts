const prefixes: [factor: number, sign: string][] = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

/** A number in at most four digits, with a prefix if it is large. */
export function shortNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const prefix = prefixes.find(([factor]) => size >= factor);
  if (prefix !== undefined) return `${Number((value / prefix[0]).toPrecision(4))}${prefix[1]}`;
  return size > 0 && size < 1e-4 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}
