/** To come. */
export function Model() {
  return <p>Model</p>;
}
