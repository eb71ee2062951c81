// Texts that would be read as something else without quotes are quoted; a length of time such as 5m is not one of them.
const plainText = /^(?:[A-Za-z_][\w-]*|(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+|[-+]?\.inf)$/;
const otherwise = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

/** Writes a value as YAML, in blocks; a list of plain values on one line. */
export function yamlOf(value: unknown, indent = ''): string {
  if (Array.isArray(value)) {
    return value.some(isBlock) ? value.map(item => `${indent}- ${yamlOf(item, `${indent}  `).trimStart()}`).join('') : `${indent}${inline(value)}\n`;
  }

  if (!isBlock(value)) return `${indent}${inline(value)}\n`;
  return Object.entries(value as object)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => {
      const hasOwnLines = isBlock(item) || Array.isArray(item) && item.some(isBlock);
      return `${indent}${inline(key)}:${hasOwnLines ? `\n${yamlOf(item, `${indent}  `)}` : ` ${inline(item)}\n`}`;
    })
    .join('');
}

function isBlock(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'string') return JSON.stringify(value);
  if (plainText.test(value) && !otherwise.test(value)) return value;
  return /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}
