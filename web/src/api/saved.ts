/** A page that was saved as a file: what it showed, in place of a simulator. */
export interface SavedPage {
  /** When it was saved, by the clock of the run. */
  at: string;
  /** The view, as the part of an address that begins with a question mark. */
  search: string;
  /** Answers of the API, by their questions. */
  answers: Record<string, unknown>;
}

/** The identifier of the element that has it. */
export const savedId = 'saved';

/** The page that was saved; null if this one has a simulator behind it. */
export const saved: SavedPage | null = JSON.parse(document.getElementById(savedId)?.textContent ?? 'null');

/** A request by what it asks for, without its span of time: a saved page has one span. */
export function questionOf(address: string): string {
  const [path, search] = address.split('?');
  const query = new URLSearchParams(search);
  return [path, ...['family', 'as', 'by'].map(name => query.get(name) ?? '')].join(' ').trim();
}
