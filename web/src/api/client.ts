import { Store } from '../store/store.ts';
import { questionOf, saved } from './saved.ts';

export type Parameters = [name: string, value: string | number | undefined][];

/** An error that the simulator reports, in the form of RFC 9457, or the failure to reach it (status 0). */
export class Problem extends Error {
  constructor(readonly status: number, detail: string, readonly errors: { field: string; message: string; explanation?: string }[] = []) {
    super(detail);
  }
}

/** The token that permits acts and shows hidden truth. It lives as long as the tab. */
export const token = new Store(read('token'));
token.subscribe(value => write('token', value));

/** The address of a path of the API. It is relative, because a proxy may serve the simulator under a prefix. */
export function addressOf(path: string, parameters: Parameters = []): string {
  const query = parameters.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&');
  return query ? `${path}?${query}` : path;
}

/** Asks for JSON. */
export async function get<T>(path: string, parameters: Parameters = [], signal?: AbortSignal): Promise<T> {
  return (await send(addressOf(path, parameters), { signal })).json();
}

/** Changes the run. */
export async function act<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T | undefined> {
  const answer = await send(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** Sends a request with the token. */
export async function send(address: string, request: RequestInit): Promise<Response> {
  if (saved !== null) return savedAnswer(saved.answers[questionOf(address)]);
  const headers = new Headers(request.headers);
  if (/[^\x20-\x7e]/.test(token.value)) throw new Problem(401, 'The token has characters that no token has.');
  if (token.value !== '') headers.set('Authorization', `Bearer ${token.value}`);
  const answer = await fetch(address, { ...request, headers }).catch(error => {
    if (request.signal?.aborted) throw error;
    throw new Problem(0, 'The simulator does not answer. Is it still running?');
  });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Problem(answer.status, problem.detail ?? `${answer.status} ${answer.statusText}`, problem.errors);
}

function savedAnswer(answer: unknown): Response {
  if (answer === undefined) throw new Problem(0, 'The saved page does not have this. It has what was shown when it was saved.');
  return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer));
}

// A page that may not store anything still works.
function read(name: string): string {
  try {
    return sessionStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}

function write(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // The token is asked for again in the next tab.
  }
}
