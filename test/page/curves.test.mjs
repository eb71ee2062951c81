// The curves: what they show, against the API and /metrics, and what can be done with them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, fileWith, minutesAgo, open, simulate, until } from './simulator.mjs';

// A tick each second, so that a test sees them come.
const everySecond = `
simulator:
  seed: 42
  update_interval: 1s
  catalogue: none
  metrics:
    queue_depth: {type: gauge, initial_value: 50, volatility: 0.5, bounds: [1, 1000], labels: {queue: [fast, slow]}}
    requests: {type: counter, initial_value: 1000, volatility: 5, labels: {path: ["/a", "/b"], code: ["200", "500"]}}
    latency: {type: histogram, initial_value: 0.5, spread: 0.8, arrivals: {initial_value: 20}, buckets: [0.1, 0.5, 1, 5]}
`;

const panelOf = (page, name) => page.getByRole('figure', { name });
const cellOf = (page, name, row = 'all') => panelOf(page, name).getByRole('row', { name: row, exact: false }).getByRole('cell');
const valueIn = async (page, name, row) => (await cellOf(page, name, row).textContent()).trim();
const timeIn = async (page, name) => (await panelOf(page, name).getByRole('columnheader').nth(1).textContent()).trim();
const simulateEverySecond = async t => simulate(t, ['--config', fileWith(t, everySecond), '--start', minutesAgo(20)]);
const clock = instant => new Date(instant).toISOString().slice(11, 19);

// The colour of a panel around a share of its width, a little below the top edge, where no curve is; empty if the chart was just replaced, and has no width any more.
// It is the commonest one of nine pixels side by side, because the lines of the grid pass there as time goes on.
const colorOf = (page, index, share) => page.getByRole('figure').nth(index).locator('canvas').evaluate((element, share) => {
  const over = element.parentElement?.querySelector('.u-over').getBoundingClientRect();
  const own = element.getBoundingClientRect();
  if (!over || own.width === 0) return '';
  const scale = element.width / own.width;
  const { data } = element.getContext('2d').getImageData(Math.round((over.left - own.left + over.width * share) * scale) - 4, Math.round((over.top - own.top) * scale) + 1, 9, 1);
  const colors = Array.from({ length: 9 }, (_, i) => data.slice(4 * i, 4 * i + 4).join());
  const count = color => colors.filter(other => other === color).length;
  return colors.reduce((most, color) => count(color) > count(most) ? color : most);
}, share);

// As the page rounds: at most four digits, and a prefix.
const isShown = (text, value) => {
  const factor = { k: 1e3, M: 1e6, G: 1e9, T: 1e12 }[text.at(-1)] ?? 1;
  const shown = Number.parseFloat(text) * factor;
  return Math.abs(shown - value) <= Math.abs(value) * 0.0005001;
};

test('a browser finds a panel for each metric, as fits its type', async t => {
  const { url } = await simulate(t, ['--seed', '42', '--start', minutesAgo(20)]);
  const page = await open(t, url);
  for (const name of ['token_usage_tokens_total as rate', 'session_duration_seconds as quantiles', 'cost_usd as rate', 'tool_usage_total as rate', 'error_total as rate'])
    await panelOf(page, `otel_claude_code_${name}`).waitFor();
  await until(async () => /\d/.test(await valueIn(page, 'token_usage')), 'A value');
  assert.deepEqual(page.complaints, []);
});

test('what a panel shows equals the API, and the API equals /metrics of that tick', async t => {
  const { url } = await simulateEverySecond(t);
  const page = await open(t, `${url}?panel=queue_depth+as+value+by+queue&panel=requests+as+value&panel=requests+as+rate&panel=latency+as+quantiles&span=60`);
  await page.getByText('live').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  // The last tick that all panels have.
  await until(async () => (await Promise.all([0, 1, 2, 3].map(i => page.getByRole('figure').nth(i).getByRole('columnheader').nth(1).textContent()))).every((time, _, all) => time && time === all[0]), 'One time');
  const time = await timeIn(page, 'queue_depth as value');
  const at = `${minutesAgo(0).slice(0, 11)}${time}Z`;
  const exposition = await (await fetch(new URL(`history?duration=30m`, url))).text();
  const seconds = Date.parse(at) / 1000;
  const sumAt = (name, moment) => exposition.split('\n')
    .filter(line => line.startsWith(name) && line.split(' ')[2] && Number(line.split(' ')[2]) === moment)
    .reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
  const apiOf = async query => (await ask(url, `api/v1/samples?${query}&from=${at}&to=${at}`)).curves;

  for (const queue of ['fast', 'slow']) {
    const [inMetrics, inApi] = [sumAt(`queue_depth{queue="${queue}"}`, seconds), (await apiOf('family=queue_depth&by=queue')).find(curve => curve.value === queue).values[0]];
    assert.equal(inApi, inMetrics);
    assert.ok(isShown(await valueIn(page, 'queue_depth as value', queue), inMetrics), queue);
  }

  const total = sumAt('requests{', seconds);
  assert.ok(Math.abs((await apiOf('family=requests&as=value'))[0].values[0] - total) <= total * 1e-12);
  assert.ok(isShown(await valueIn(page, 'requests as value'), total));

  const rate = total - sumAt('requests{', seconds - 1);
  assert.ok(Math.abs((await apiOf('family=requests&as=rate&window=1s'))[0].values[0] - rate) <= total * 1e-12);
  assert.ok(isShown(await valueIn(page, 'requests as rate'), (await apiOf('family=requests&as=rate&window=1s'))[0].values[0]));

  const quantiles = await apiOf('family=latency&as=quantiles&window=60s');
  assert.ok(isShown(await valueIn(page, 'latency as quantiles', 'median'), quantiles[0].values[0]));
  assert.ok(isShown(await valueIn(page, 'latency as quantiles', 'p95'), quantiles[1].values[0]));
  assert.deepEqual(page.complaints, []);
});

test('the curves go on with every tick, and without a gap after nobody has looked', async t => {
  const { url } = await simulateEverySecond(t);
  const page = await open(t, `${url}?panel=queue_depth&span=60`);
  const first = await until(async () => timeIn(page, 'queue_depth'), 'A time');
  await until(async () => (await timeIn(page, 'queue_depth')) > first, 'The next tick');

  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.getByText('waiting').waitFor();
  const asleep = await timeIn(page, 'queue_depth');
  await until(async () => clock((await ask(url, 'api/v1/run')).at) > clock(Date.parse(`1970-01-01T${asleep}Z`) + 3000), 'Three ticks');
  assert.equal(await timeIn(page, 'queue_depth'), asleep);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await until(async () => (await timeIn(page, 'queue_depth')) > asleep, 'A tick after the sleep');

  // The pointer goes over the chart second by second: each has a value.
  await page.getByRole('button', { name: 'Pause' }).click();
  const box = await panelOf(page, 'queue_depth').locator('.u-over').boundingBox();
  const seen = new Set();
  for (let x = box.width / 2; x < box.width; x += box.width / 150) {
    await page.mouse.move(box.x + x, box.y + 20);
    const [time, value] = [await timeIn(page, 'queue_depth'), await valueIn(page, 'queue_depth')];
    assert.match(value, /\d/, time);
    seen.add(time);
  }

  const times = [...seen].sort();
  const length = (Date.parse(`1970-01-01T${times.at(-1)}Z`) - Date.parse(`1970-01-01T${times[0]}Z`)) / 1000;
  assert.ok(length > 20, `${length} seconds`);
  assert.equal(seen.size, length + 1);
  assert.deepEqual(page.complaints, []);
});

test('a panel is split, filtered, added and removed, and the address keeps it', async t => {
  const { url } = await simulateEverySecond(t);
  const page = await open(t, url);
  await page.getByLabel('Split requests by').selectOption('path');
  await cellOf(page, 'requests', '/a').waitFor();
  await page.getByLabel('Filter requests').selectOption({ label: '500' });
  await page.getByLabel('Show queue_depth as').selectOption('series');
  await page.getByRole('button', { name: 'Remove the panel latency' }).click();
  await page.getByLabel('Add a panel').selectOption('latency');
  await page.getByLabel('Show latency as').selectOption('heatmap');
  await page.getByRole('button', { name: '1m', exact: true }).click();
  const address = new URL(page.url());
  assert.deepEqual(address.searchParams.getAll('panel'), ['queue_depth as series', 'requests{code="500"} by path', 'latency as buckets']);
  assert.equal(address.searchParams.get('span'), '60');

  // Another person opens the same address and sees the same.
  const other = await open(t, page.url());
  await panelOf(other, 'latency as buckets').waitFor();
  assert.equal(await other.getByLabel('Split requests by').inputValue(), 'path');
  assert.equal(await other.getByLabel('Filter requests').inputValue(), 'code="500"');
  assert.equal(await other.getByRole('button', { name: '1m', exact: true }).getAttribute('aria-pressed'), 'true');
  await until(async () => (await valueIn(other, 'queue_depth as series')) === '2', 'The number of series');
  assert.deepEqual([...page.complaints, ...other.complaints], []);
});

test('dragging zooms all panels, a double click goes back, and the pointer is over all panels at once', async t => {
  const { url } = await simulateEverySecond(t);
  const page = await open(t, `${url}?panel=queue_depth&panel=requests&span=300`);
  await until(async () => /\d/.test(await valueIn(page, 'requests')), 'A value');
  const chart = panelOf(page, 'queue_depth').locator('.u-over');
  const box = await chart.boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await until(async () => (await timeIn(page, 'queue_depth')) === (await timeIn(page, 'requests')) && await timeIn(page, 'queue_depth'), 'One time under the pointer');

  await page.mouse.move(box.x + box.width * 0.25, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, y, { steps: 5 });
  await page.mouse.up();
  const span = await until(() => new URL(page.url()).searchParams.get('end') && Number(new URL(page.url()).searchParams.get('span')), 'The zoom');
  // Half of five minutes, give or take a pixel on each side.
  assert.ok(Math.abs(span - 150) <= 2 * 300 / box.width + 1, `${span}`);
  await page.getByRole('button', { name: 'Follow again' }).waitFor();
  await chart.dblclick();
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get('end'), null);
  assert.deepEqual(page.complaints, []);
});

test('an anomaly stands behind its curve, the twin beside it, and the switch of the truth takes both away', async t => {
  const { url } = await simulateEverySecond(t);
  const page = await open(t, `${url}?panel=queue_depth&span=60&twin=1`);
  await until(async () => /\d/.test(await valueIn(page, 'queue_depth')), 'A value');
  const colorAt = share => colorOf(page, 0, share);
  const clean = await until(() => colorAt(0.995), 'The chart');
  await fetch(new URL('api/v1/anomalies', url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ kind: 'level_shift', metric: 'queue_depth', duration: '10m', magnitude: 4 }) });
  await until(async () => !['', clean].includes(await colorAt(0.995)), 'The band');
  assert.equal(await until(() => colorAt(0.2), 'The chart'), clean);
  const [twin] = (await ask(url, 'api/v1/twin?family=queue_depth')).curves;
  const [own] = (await ask(url, 'api/v1/samples?family=queue_depth')).curves;
  assert.ok(own.values.at(-1) > 2 * twin.values.at(-1));
  await page.getByRole('button', { name: 'Truth', exact: true }).click();
  await until(async () => (await colorAt(0.995)) === clean, 'The switch');
  assert.equal(await page.getByRole('button', { name: 'Clean twin' }).isDisabled(), true);
  assert.deepEqual(page.complaints, []);
});

test('a panel of series that an anomaly does not touch has no band of it', async t => {
  const { url } = await simulateEverySecond(t);
  await fetch(new URL('api/v1/anomalies', url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ kind: 'level_shift', metric: 'queue_depth', matchers: '{queue="fast"}', duration: '10m', magnitude: 4 }) });
  await until(async () => (await ask(url, 'api/v1/anomalies?state=active')).anomalies.length === 1, 'The anomaly');
  const page = await open(t, `${url}?panel=${encodeURIComponent('queue_depth{queue="slow"}')}&panel=${encodeURIComponent('queue_depth{queue="fast"}')}&panel=queue_depth&span=120`);
  await until(async () => (await page.getByRole('figure').getByRole('cell').allTextContents()).filter(text => /\d/.test(text)).length === 3, 'The values');
  const hasBand = async index => {
    const [before, after] = [await until(() => colorOf(page, index, 0.2), 'The chart'), await until(() => colorOf(page, index, 0.995), 'The chart')];
    return before !== after;
  };
  // Panels are drawn one after another.
  await until(() => hasBand(2), 'The band of all series');
  await until(() => hasBand(1), 'The band of the series');
  assert.equal(await hasBand(0), false);
  assert.deepEqual(page.complaints, []);
});

test('the theory goes ahead of the run, and a metric without one says why', async t => {
  const { url } = await simulateEverySecond(t);
  const page = await open(t, `${url}?panel=queue_depth&panel=latency&theory=1`);
  await page.getByText('No theory:').waitFor();
  const canvas = panelOf(page, 'queue_depth').locator('canvas');
  const moments = await ask(url, 'api/v1/moments?family=queue_depth');
  assert.equal(moments.bands.length, 2);
  // The last fifth of the chart is the future: only the bands are there.
  const inks = () => canvas.evaluate(element => {
    const { width, height } = element;
    const data = element.getContext('2d').getImageData(width * 0.85, 0, width * 0.1, height * 0.8).data;
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
  });
  const withTheory = await until(inks, 'The bands');
  await page.getByRole('button', { name: 'Theory' }).click();
  await until(async () => await page.getByText('No theory:').count() === 0, 'The switch');
  assert.ok(withTheory > 0);
  assert.deepEqual(page.complaints, []);
});

test('a scenario without a theory is left with a button, and then there is one', async t => {
  const { url } = await simulate(t, ['--seed', '42', '--time-scale', '10']);
  const page = await open(t, `${url}?panel=token_usage&panel=cost&theory=1`);
  await panelOf(page, 'token_usage').getByText("No theory: there is no closed form for the cycles of the scenario 'everyday'.").waitFor();
  await page.getByText('so 2 panels have no theory').waitFor();
  // One button for all panels.
  await page.getByRole('region', { name: 'Curves' }).getByRole('button', { name: 'Play no scenario' }).click();
  await page.getByText('No theory:').first().waitFor({ state: 'detached' });
  await page.getByText('panels have no theory').waitFor({ state: 'detached' });
  assert.ok((await ask(url, 'api/v1/moments?family=token_usage')).mean);
  assert.deepEqual(page.complaints, []);
});

test('a change of the model is in the theory at once', async t => {
  const { url } = await simulateEverySecond(t);
  const page = await open(t, `${url}?panel=queue_depth&theory=1`);
  await until(async () => /\d/.test(await valueIn(page, 'queue_depth')), 'A value');
  let mean;
  page.on('response', async response => response.url().includes('api/v1/moments') && ({ mean } = await response.json()));
  const body = JSON.stringify({ simulator: { metrics: { queue_depth: { drift: 1 } } } });
  assert.equal((await fetch(new URL('api/v1/model', url), { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body })).status, 200);
  // The change takes effect at the next tick: what is ahead grows, and what is behind does not.
  await until(() => mean && mean.at(-1) > mean.at(-2) && mean[0] === mean[1], 'The theory');
  assert.deepEqual(page.complaints, []);
});

test('a heatmap has the last counts of its buckets as a table', async t => {
  const { url } = await simulateEverySecond(t);
  const page = await open(t, `${url}?panel=latency+as+buckets&span=60`);
  const table = panelOf(page, 'latency').getByRole('table', { name: 'Values of latency' });
  await until(async () => (await table.getByRole('rowheader').allTextContents()).length === 5, 'The buckets');
  assert.deepEqual(await table.getByRole('rowheader').allTextContents(), ['≤ 0.1', '≤ 0.5', '≤ 1.0', '≤ 5.0', '≤ +Inf']);
  await page.getByRole('button', { name: 'Pause' }).click();
  const at = `${minutesAgo(0).slice(0, 11)}${await timeIn(page, 'latency')}Z`;
  const { curves } = await ask(url, `api/v1/samples?family=latency&as=buckets&from=${at}&to=${at}&step=1s&window=1s`);
  assert.deepEqual((await table.getByRole('cell').allTextContents()).map(Number), curves.map(curve => curve.values[0]));
  assert.deepEqual(page.complaints, []);
});

test('a panel says that it waits for its curves, and for the twin', async t => {
  const { url } = await simulateEverySecond(t);
  const page = await open(t, 'about:blank');
  const held = {};
  for (const path of ['samples', 'twin']) {
    const gate = new Promise(release => held[path] = release);
    await page.route(`**/api/v1/${path}?*`, async route => gate.then(() => route.continue()));
  }

  await page.goto(`${url}?panel=queue_depth&twin=1&span=60`);
  const status = panelOf(page, 'queue_depth').getByRole('status');
  await until(async () => await status.textContent() === 'computing…', 'The waiting');
  const height = async () => (await panelOf(page, 'queue_depth').boundingBox()).height;
  held.samples();
  await until(async () => await status.textContent() === 'computing the twin…', 'The waiting for the twin');
  const before = await height();
  held.twin();
  await until(async () => await status.textContent() === '', 'The twin');
  assert.equal(await height(), before);
  assert.deepEqual(page.complaints, []);
});

for (const wrong of ['requests{code=', 'requests{code="404"}', 'requests as nonsense', 'requests by nobody']) {
  test(`a link to ${wrong} says plainly that there is nothing to show, and leads back`, async t => {
    const { url } = await simulateEverySecond(t);
    const page = await open(t, `${url}?panel=${encodeURIComponent(wrong)}&span=60`);
    await page.getByText(`The metric requests has nothing to show for ${wrong}.`).waitFor();
    await page.getByRole('button', { name: 'Show all of it' }).click();
    await until(async () => /\d/.test(await valueIn(page, 'requests')), 'A value');
    assert.equal(new URL(page.url()).searchParams.get('panel'), 'requests');
    assert.equal(await page.getByText('has nothing to show').count(), 0);
    assert.deepEqual(page.complaints.filter(complaint => !complaint.includes('status of 400')), []);
  });
}
