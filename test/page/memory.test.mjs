// A page that is left open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, open, simulate, until } from './simulator.mjs';

const scale = 480;

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

  // The text of a tick. Whatever keeps messages needs more than their text, because it is parsed.
  const { metrics } = await ask(url, 'api/v1/metrics');
  const stream = await fetch(new URL(`api/v1/stream?${metrics.map(metric => `family=${metric.key}`).join('&')}`, url));
  const reader = stream.body.getReader();
  let message = '';
  await until(async () => (message += new TextDecoder().decode((await reader.read()).value)).includes('data: {') && message.endsWith('\n\n'), 'A message');
  await reader.cancel();
  const bytes = message.slice(message.lastIndexOf('data: ')).length;

  // The first two hours fill the panels, and the browser compiles what runs often.
  await until(async () => await hours() > 2, 'Two hours');
  const [before, began] = [await used(), await hours()];
  await until(async () => await hours() > began + 3, 'Three hours');
  const [after, ticks] = [await used(), (await hours() - began) * 360];
  t.diagnostic(`${before.toFixed(1)} MB after two hours, ${after.toFixed(1)} MB three hours later, in which it was sent ${(ticks * bytes / 1e6).toFixed(1)} MB`);
  assert.ok(after - before < ticks * bytes / 1e6, `${before} MB before, ${after} MB after`);
  assert.deepEqual(page.complaints, []);
});
