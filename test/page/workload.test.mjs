// Workload: the sessions of a team, its events and what it spends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, fileWith, minutesAgo, open, simulate, until } from './simulator.mjs';

// In minutes: long enough for somebody to have worked, at any hour of a day.
const age = 720;

test('sessions, events and spending are those of the events', async t => {
  const { url } = await simulate(t, ['--workload', 'team', '--seed', '42', '--start', minutesAgo(age)]);
  const page = await open(t, `${url}?side=workload&span=86400`);
  await page.getByRole('heading', { name: 'Sessions', exact: true }).waitFor();
  await page.getByText('More is being read.').waitFor({ state: 'detached' });
  const { start: began, at } = await ask(url, 'api/v1/run');
  const events = [];
  for (let since = began, more = true; more;) {
    const part = await ask(url, `api/v1/events?since=${since}&limit=10000`);
    events.push(...part.events);
    ({ next: since, more } = part);
  }

  assert.ok(events.length > 0);
  const ids = new Set(events.map(event => event.attributes['session.id']));

  // The table is opened by keyboard alone.
  await page.getByText(/^The \d+ sessions as a table$/).focus();
  await page.keyboard.press('Enter');
  const rows = page.getByRole('region', { name: 'Table of sessions' }).getByRole('row');
  await rows.first().waitFor();
  // Sessions may begin between the two answers.
  const count = await rows.count() - 1;
  assert.ok(count >= ids.size - 1 && count <= ids.size + 1, `${count} rows, ${ids.size} sessions`);
  assert.equal(await page.locator('.session-lane i').count(), count);

  const day = at.slice(0, 10);
  const since = began > day ? began : `${day}T00:00:00Z`;
  const spent = events.filter(event => event.timestamp >= since).reduce((sum, event) => sum + (event.attributes.cost_usd ?? 0), 0);
  const shown = Number(/\$([\d.]+)/.exec(await page.locator('.spent').innerText())[1]);
  const perTick = Math.max(...events.map(event => event.attributes.cost_usd ?? 0));
  assert.ok(Math.abs(shown - spent) <= 0.01 + 5 * perTick, `${shown} is shown, ${spent} was spent`);
  assert.match(await page.locator('.spent').innerText(), began > day ? /since the run began at \d\d:\d\d:\d\d UTC/ : /since 00:00:00 UTC/);

  await page.getByLabel('Budget of a day, in US dollars').fill('50');
  await page.keyboard.press('Enter');
  await page.waitForURL(/budget=50/);
  await page.waitForFunction(() => document.querySelector('.spent-meter').high === 50);
  assert.match(await page.locator('.spent').innerText(), new RegExp(`${Math.round(2 * shown)} % of the budget of a day`));
  await page.reload();
  assert.equal(await page.getByLabel('Budget of a day, in US dollars').inputValue(), '50');
  assert.deepEqual(page.complaints, []);
});

test('what is still being read is no zero', async t => {
  const { url } = await simulate(t, ['--workload', 'team', '--seed', '42', '--start', minutesAgo(age)]);
  const page = await open(t, 'about:blank');
  let release;
  const gate = new Promise(done => release = done);
  await page.route('**/api/v1/events?*', async route => gate.then(() => route.continue()));
  await page.goto(`${url}?side=workload&span=86400`);
  await page.getByText(/^… since .*, … % of the budget/).waitFor();
  release();
  await page.getByText(/^\$\d.* since .*, \d+ % of the budget/).waitFor();
  assert.deepEqual(page.complaints, []);
});

test('events appear as they happen', async t => {
  const { url } = await simulate(t, ['--workload', 'team', '--seed', '42', '--start', minutesAgo(age), '--time-scale', '600']);
  const page = await open(t, `${url}?side=workload&span=3600`);
  const first = page.getByRole('list', { name: 'Latest events' }).getByRole('listitem').first();
  const before = await first.innerText();
  await page.waitForFunction(text => document.querySelector('.events li')?.innerText !== text, before);
  assert.deepEqual(page.complaints, []);
});

test('a run without a team has no part for it', async t => {
  const { url } = await simulate(t, ['--seed', '42']);
  const page = await open(t, `${url}?side=workload`);
  await page.getByRole('tab', { name: 'Rules' }).waitFor();
  assert.equal(await page.getByRole('tab', { name: 'Workload' }).count(), 0);
  assert.deepEqual(page.complaints, []);
});

test('a panel is split by its labels while no session is open, and filtered once one is', async t => {
  const { url } = await simulate(t, ['--workload', 'team', '--seed', '42', '--start', minutesAgo(age)]);
  const page = await open(t, 'about:blank');
  // As if all sessions began after the page was opened.
  await page.route('**/api/v1/metrics', async route => {
    const { metrics } = await (await route.fetch()).json();
    for (const metric of metrics) metric.labels = metric.labels.map(({ name }) => ({ name, count: 0, values: [] }));
    await route.fulfill({ json: { metrics } });
  });
  await page.goto(`${url}?panel=claude_code_cost_usage_USD_total`);
  await page.getByLabel('Split claude_code_cost_usage_USD_total by').selectOption('model');
  await page.waitForURL(/by\+model/);
  const filter = page.getByLabel('Filter claude_code_cost_usage_USD_total');
  assert.equal(await filter.locator('optgroup').count(), 0);
  await page.unroute('**/api/v1/metrics');
  const answer = page.waitForResponse('**/api/v1/metrics');
  await filter.focus();
  const { labels } = (await (await answer).json()).metrics.find(metric => metric.name === 'claude_code_cost_usage_USD_total');
  await until(async () => await filter.locator('optgroup').count() === labels.filter(label => label.count > 0).length, 'The values');
  assert.deepEqual(page.complaints, []);
});

test('the labels of a team are known before its first session', async t => {
  const { url } = await simulate(t, ['--config', fileWith(t, 'workload: {developers: 3, sessions_per_hour: 0}')]);
  const page = await open(t, url);
  await page.getByLabel('Split claude_code_cost_usage_USD_total by').selectOption('session_id');
  await page.waitForURL(/by\+session_id/);
  assert.deepEqual(page.complaints, []);
});
