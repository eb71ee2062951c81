import { TokenField } from './token-field.tsx';

/** What a part of the page shows while the truth of the run is hidden. */
export function Hidden() {
  return (
    <>
      <p>The truth of this run is hidden. Its token shows it, and permits to change the run.</p>
      <TokenField />
    </>
  );
}
