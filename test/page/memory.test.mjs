// A page that is left open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, open, simulate, until } from './simulator.mjs';

const scale = 240;

test('a page that is left open for hours keeps its memory', async t => {
  const { url } = await simulate(t, ['--seed', '42', '--scenario', 'incidents', '--time-scale', String(scale)]);
  const page = await open(t, `${url}?span=900&theory=1`);
  await page.getByText('live').waitFor();
  const session = await page.context().newCDPSession(page);
  const start = Date.parse((await ask(url, 'api/v1/run')).start);
  const hours = async () => (Date.parse((await ask(url, 'api/v1/run')).at) - start) / 3_600_000;
  const used = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };

  // The first half hour fills the panels.
  await until(async () => await hours() > 0.5, 'Half an hour');
  const before = await used();
  const began = await hours();
  await until(async () => await hours() > began + 1, 'An hour');
  const after = await used();
  t.diagnostic(`${before.toFixed(1)} MB after half an hour, ${after.toFixed(1)} MB an hour later`);
  // An hour has 360 ticks of eight curves, 23 KB of numbers: whatever keeps more than that by the message fails.
  assert.ok(after < before + 1, `${before} MB before, ${after} MB after`);
  assert.deepEqual(page.complaints, []);
});
