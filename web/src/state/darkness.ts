import { Store } from '../store/store.ts';

const query = matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark. */
export const darkness = new Store(query.matches);
query.addEventListener('change', () => darkness.value = query.matches);
