/** To come. */
export function Truth() {
  return <p>Truth</p>;
}
