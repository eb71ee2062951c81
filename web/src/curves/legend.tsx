import { bandGroups } from './colors.ts';

/** What the colours and lines behind the curves mean. */
export function Legend() {
  return (
    <details class="legend">
      <summary>What the colours mean</summary>
      <ul>
        {bandGroups.map(([color, meaning]) => <li><span class="swatch" style={{ background: `var(${color})` }} /> {meaning}</li>)}
        <li><span class="swatch line" style={{ background: 'var(--twin)' }} /> the clean twin</li>
        <li><span class="swatch line" style={{ background: 'var(--theory)' }} /> theory, dashed: the mean of all paths</li>
        <li><span class="swatch" style={{ background: 'var(--theory-inner)' }} /> theory: half of all paths are within</li>
        <li><span class="swatch" style={{ background: 'var(--theory-outer)' }} /> theory: 95 % of all paths are within</li>
      </ul>
    </details>
  );
}
