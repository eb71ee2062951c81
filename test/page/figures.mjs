// Draws the pictures of the page for the documentation: node figures.mjs. They are of a run with a fixed seed and start, at a fixed time.
import { test } from 'node:test';
import { fileWith, open, simulate, until } from './simulator.mjs';

const start = '2026-11-23T06:00:00Z';
const [from, to] = ['2026-11-23T07:20:00Z', '2026-11-23T07:50:00Z'].map(time => Date.parse(time) / 1000);
const view = `?panel=token_usage+as+rate+by+model&panel=session_duration+as+buckets&panel=cost+as+rate+by+model&panel=tool_usage+as+rate&span=${to - from}&end=${to}&twin=1`;
const pictures = [
  ['light', 'acts', { colorScheme: 'light' }],
  ['dark', 'truth', { colorScheme: 'dark' }],
  ['phone', 'acts', { viewport: { width: 390, height: 844 } }],
];

for (const [name, side, options] of pictures) {
  test(name, async t => {
    const { url } = await simulate(t, ['--config', fileWith(t, 'simulator: {retention_period: 366d}'), '--seed', '42', '--start', start, '--scenario', 'incidents']);
    const page = await open(t, `${url}${view}&side=${side}`, { viewport: { width: 1280, height: 800 }, ...options });
    await until(async () => (await page.getByRole('figure').getByRole('cell').allTextContents()).filter(text => /\d/.test(text)).length > 6, 'The values');
    await page.waitForTimeout(2000);
    await page.screenshot({ path: new URL(`../../docs/figures/control-room-${name}.png`, import.meta.url).pathname });
  });
}
