/** A value of the configuration that can be changed. */
export interface Parameter {
  /** Its keys, from the metric or the block on. */
  keys: string[];
  value: unknown;
}

// What names a metric or says which series it has. To change that is to make another metric.
const identity = new Set(['type', 'name', 'help', 'unit', 'labels', 'of', 'buckets']);

/** The parameters of a block, those of the blocks in it too. Lists of blocks have none. */
export function parametersOf(block: object, keys: string[] = []): Parameter[] {
  return Object.entries(block).flatMap(([key, value]): Parameter[] => {
    const path = [...keys, key];
    if (keys.length === 0 && identity.has(key)) return [];
    if (Array.isArray(value)) return value.some(item => typeof item === 'object') ? [] : [{ keys: path, value }];
    return typeof value === 'object' && value !== null ? parametersOf(value, path) : [{ keys: path, value }];
  });
}

/** A value as it stands in a field: as a file spells it. */
export function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : Array.isArray(value) ? `[${value.map(textOf).join(', ')}]` : String(value);
}

/** The value that was typed; null for nothing, so that the default applies. What is not understood stays a text, which the simulator judges. */
export function valueOf(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (/^\[.*\]$/.test(trimmed)) return trimmed.slice(1, -1).split(',').map(valueOf);
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
  const number = Number(trimmed);
  return Number.isFinite(number) && /^[-+]?[\d.]+(e[-+]?\d+)?$/i.test(trimmed) ? number : trimmed;
}

/** The smallest merge patch that makes changes (RFC 7396). */
export function patchOf(changes: [keys: string[], value: unknown][]): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const [keys, value] of changes) {
    let block = patch;
    for (const key of keys.slice(0, -1)) block = (block[key] ??= {}) as Record<string, unknown>;
    block[keys.at(-1)!] = value;
  }

  return patch;
}
