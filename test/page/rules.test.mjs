// Rules: alerts as strips under the curves, and their scores.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freePort, scrape } from './prometheus.mjs';
import { ask, fileWith, open, simulate } from './simulator.mjs';

const rules = `groups:
  - name: known
    interval: 1s
    rules:
      - {alert: Busy, expr: 'sum(otel_claude_code_token_usage_tokens_total) > 0', for: 3s}
      - {alert: Slow, expr: 'otel_claude_code_session_duration_seconds_count < 0'}
      - {alert: Down, expr: up == 0, annotations: {detects: outage}}
`;

test('alerts stand as strips under the curves of the metrics that they read, on the same time axis', async t => {
  const configuration = fileWith(t, 'simulator: {update_interval: 1}\n');
  const port = await freePort();
  const { url } = await simulate(t, ['--config', configuration, '--scenario', 'none', '--seed', '42', '--prometheus-url', `http://localhost:${port}`]);
  await scrape(t, port, new URL(url).host);
  const page = await open(t, `${url}?side=rules&span=60&panel=token_usage&panel=session_duration&panel=cost`);

  await page.getByRole('textbox', { name: 'Rules' }).fill(rules);
  await page.getByRole('button', { name: 'Evaluate', exact: true }).click();
  const strips = page.getByRole('group', { name: 'Alerts on otel_claude_code_token_usage_tokens_total' });
  const strip = strips.getByRole('img', { name: /^Busy: pending from \d\d:\d\d:\d\d to \d\d:\d\d:\d\d, firing from \d\d:\d\d:\d\d on$/ });
  await strip.waitFor();
  assert.equal(await strips.getByRole('img').count(), 1);
  await page.getByRole('group', { name: 'Alerts on otel_claude_code_session_duration_seconds' }).getByRole('img', { name: 'Slow: neither pending nor firing' }).waitFor();
  assert.equal(await page.getByRole('group', { name: 'Alerts on otel_claude_code_cost_usd' }).count(), 0);

  // The words are what the API says, and the bar is where the chart has that time.
  const now = await ask(url, 'api/v1/run');
  const answer = await (await fetch(new URL('api/v1/alerts', url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ rules, to: now.at }) })).json();
  const [pending, firing] = answer.alerts[0].instances[0].spans;
  assert.equal(await strip.getAttribute('aria-label'), `Busy: pending from ${pending.from.slice(11, 19)} to ${pending.to.slice(11, 19)}, firing from ${firing.from.slice(11, 19)} on`);
  const figure = page.getByRole('figure', { name: /token_usage/ });
  const plot = await figure.locator('.u-over').boundingBox();
  const bars = await strip.locator('.alert-bars').boundingBox();
  assert.ok(Math.abs(plot.x - bars.x) <= 1 && Math.abs(plot.width - bars.width) <= 2, `${JSON.stringify(plot)} ${JSON.stringify(bars)}`);

  const row = page.getByRole('region', { name: 'Table of alerts' }).getByRole('row', { name: /Busy/ });
  assert.deepEqual(await row.getByRole('cell').allInnerTexts(), ['firing', firing.from.slice(11, 19), '']);
  await page.getByRole('region', { name: 'Table of alerts' }).getByRole('row', { name: /Down inactive/ }).waitFor();
  assert.deepEqual(page.complaints, []);

  // What Prometheus refuses is shown at the rules, which stay.
  const wrong = rules.replace('up == 0', 'rate(up');
  await page.getByRole('textbox', { name: 'Rules' }).fill(wrong);
  await page.getByRole('button', { name: 'Evaluate again' }).click();
  await page.getByText(/^7:9: Down: http:\/\/localhost:\d+ refuses its expression: /).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Rules' }).inputValue(), wrong);
  assert.equal(await page.getByRole('textbox', { name: 'Rules' }).getAttribute('aria-invalid'), 'true');
  assert.ok(page.complaints.every(complaint => complaint.includes('400')), page.complaints.join('\n'));
});

test('a Prometheus that cannot be reached is named once, with what to do', async t => {
  const { url } = await simulate(t, ['--seed', '42', '--prometheus-url', 'http://localhost:21299']);
  const page = await open(t, `${url}?side=rules`);
  await page.getByRole('textbox', { name: 'Rules' }).fill(rules);
  await page.getByRole('button', { name: 'Evaluate' }).click();
  await page.getByText(/http:\/\/localhost:21299 cannot be reached: .*Check that it runs, and the address\./).waitFor();
  await page.getByText('The page tries again every few seconds.').waitFor();
  assert.equal((await page.getByRole('main').or(page.locator('#side')).allInnerTexts()).join().split('21299').length, 2);
  assert.ok(page.complaints.every(complaint => complaint.includes('502')), page.complaints.join('\n'));
});

test('without a Prometheus, the page says how to start one, and still scores rules', async t => {
  const { url } = await simulate(t, ['--seed', '42']);
  const page = await open(t, `${url}?side=rules`);
  const { start } = await ask(url, 'api/v1/alerts');
  assert.equal(await page.getByRole('figure', { name: 'the Prometheus' }).locator('pre').innerText(), start.slice(0, -1).join('\n'));
  assert.equal(await page.getByRole('figure', { name: 'the simulator' }).locator('pre').innerText(), start.at(-1));
  assert.equal(await page.getByRole('button', { name: 'Evaluate' }).count(), 0);

  await page.getByRole('button', { name: 'Rules for these metrics' }).click();
  const shipped = await (await fetch(new URL('api/v1/rules', url))).text();
  await page.waitForFunction(text => document.querySelector('textarea').value === text, shipped);
  await page.getByLabel('From a file').setInputFiles({ name: 'mine.yml', mimeType: 'application/yaml', buffer: Buffer.from(rules) });
  await page.waitForFunction(text => document.querySelector('textarea').value === text, rules);

  await page.getByLabel('Scenario').selectOption('incidents');
  await page.getByRole('textbox', { name: 'Duration' }).fill('6h');
  await page.getByLabel('Histories').fill('1');
  await page.getByRole('button', { name: 'Score' }).click();
  await page.getByText(/^The score that began at .* is done\.$/).waitFor({ timeout: 120_000 });
  const score = await ask(url, 'api/v1/score');
  const down = score.result.alerts.find(alert => alert.alert === 'Down');
  const cells = await page.getByRole('region', { name: 'Table of scores' }).getByRole('row', { name: /^Down/ }).getByRole('cell').allInnerTexts();
  assert.equal(cells[0], `${down.detected} of ${down.judged}`);
  const report = await page.getByRole('link', { name: 'The report with pictures' }).getAttribute('href');
  assert.match(await (await fetch(new URL(report, url))).text(), /<title>Alert scores<\/title>/);

  await page.getByRole('textbox', { name: 'Duration' }).fill('31d');
  await page.getByLabel('Histories').fill('100');
  await page.getByRole('button', { name: 'Score' }).click();
  await page.getByRole('progressbar', { name: 'Progress of the score' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText(/^The score that began at .* is cancelled\.$/).waitFor();
  assert.deepEqual(page.complaints, []);
});
