/** To come. */
export function Journal() {
  return <p>Journal</p>;
}
