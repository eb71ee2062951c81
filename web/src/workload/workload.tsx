/** To come. */
export function Workload() {
  return <p>Workload</p>;
}
