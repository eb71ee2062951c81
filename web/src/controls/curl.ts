import { token } from '../api/client.ts';
import type { Act } from './act.ts';

/** A text as one word for a shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The whole address of a path of the API, as a shell needs it. */
export function wholeAddressOf(path: string): string {
  return new URL(path, location.href).href;
}

/** The command that makes an act. The token is not in it, only the name of its variable. */
export function curlOf({ method, path, body }: Act): string {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  return [
    `curl -X ${method} ${shellWord(wholeAddressOf(path))}`,
    ...authorization(),
    ...(body === undefined ? [] : [`-H 'Content-Type: ${type}'`, `-d ${shellWord(JSON.stringify(body))}`]),
  ].join(' \\\n  ');
}

/** The options of curl that show the token; none if there is no token. */
export function authorization(): string[] {
  return token.value === '' ? [] : ['-H "Authorization: Bearer $SIMULATOR_TOKEN"'];
}
