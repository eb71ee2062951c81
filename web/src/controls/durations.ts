const units: [name: string, milliseconds: number][] = [['w', 604_800_000], ['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]];

/** A length of time as files spell it, such as 24h or 1h30m, down to milliseconds. */
export function durationOf(seconds: number): string {
  let rest = Math.round(seconds * 1000);
  let text = '';
  for (const [name, length] of units.slice(2)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) text += `${count}${name}`;
  }

  return text || '0s';
}

/** The seconds of a length of time as files spell it; null if it is not one. */
export function secondsOf(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text.trim())) return Number(text);
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(text.trim())) return null;
  return [...text.matchAll(/([\d.]+)(ms|[smhdw])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * units.find(([name]) => name === unit)![1] / 1000, 0);
}

/** An instant as the API spells it. */
export function instantOf(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString().replace('.000Z', 'Z');
}

/** The time of day of an instant, in UTC; with its date if that is not the one of now. */
export function timeOf(instant: string, now: string): string {
  const text = new Date(instant).toISOString();
  return `${text.slice(0, 10) === now.slice(0, 10) ? '' : `${text.slice(0, 10)} `}${text.slice(11, 19)}`;
}
