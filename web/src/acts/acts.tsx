/** To come. */
export function Acts() {
  return <p>Acts</p>;
}
