import type { ScoredAlert } from '../api/types.ts';

/** What alerts detected. */
export function ScoreTable({ alerts }: { alerts: ScoredAlert[] }) {
  return (
    <div class="wide" tabIndex={0} role="region" aria-label="Table of scores">
      <table>
        <thead>
          <tr><th scope="col">Alert</th><th scope="col">Detected</th><th scope="col">Recall</th><th scope="col">Delay</th><th scope="col">False a day</th><th scope="col">Precision</th></tr>
        </thead>
        <tbody>
          {alerts.map(alert => alert.not_scored
            ? <tr><th scope="row">{alert.alert}</th><td colSpan={5} class="note">not scored: {alert.not_scored}</td></tr>
            : (
              <tr>
                <th scope="row">{alert.alert}</th>
                <td>{alert.detected} of {alert.judged}</td>
                <td>{share(alert.recall)}</td>
                <td>{alert.delay_median == null ? '–' : `${Math.round(alert.delay_median)} s`}</td>
                <td>{alert.false_per_day == null ? '–' : Number(alert.false_per_day.toPrecision(2))}</td>
                <td>{share(alert.precision)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function share(value: number | null | undefined): string {
  return value == null ? '–' : `${Math.round(100 * value)} %`;
}
