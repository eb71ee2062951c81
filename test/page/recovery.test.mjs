// What the page does when an address, a run or the simulator itself is not what it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, fileWith, minutesAgo, open, simulate, until } from './simulator.mjs';

const every = metrics => `simulator: {seed: 42, update_interval: 1s, catalogue: none, metrics: {${metrics}}}\n`;
const queue = 'queue_depth: {type: gauge, initial_value: 50, volatility: 0.5, bounds: [1, 1000]}';
const panelOf = (page, name) => page.getByRole('figure', { name });
const timeIn = async (page, name) => (await panelOf(page, name).getByRole('columnheader').nth(1).textContent()).trim();
const isLive = page => until(async () => await page.getByText('live', { exact: true }).count() === 1, 'The stream');
const goesOn = async (page, name) => {
  const before = await until(() => timeIn(page, name), 'A time');
  await until(async () => await timeIn(page, name) > before, 'The next tick');
};
// A refused stream or a simulator that is away is told on the console by the browser itself.
const problems = page => page.complaints.filter(text => text.startsWith('error: ') && !text.includes('Failed to load resource'));

test('a metric of the type info has a panel like a gauge', async t => {
  const { url } = await simulate(t, ['--config', fileWith(t, every(`${queue}, build_info: {type: info, labels: {version: ["1"]}}`))]);
  const page = await open(t, url);
  await until(async () => await page.getByRole('figure', { name: 'build_info' }).getByRole('cell', { name: '1' }).count() > 0, 'The value');
  await goesOn(page, 'queue_depth as value');
  assert.deepEqual(page.complaints, []);
});

test('a panel that asks for what is not there does not stop the others', async t => {
  const { url } = await simulate(t, ['--config', fileWith(t, every(queue)), '--start', minutesAgo(2)]);
  const page = await open(t, `${url}?panel=queue_depth&panel=queue_depth+as+quantiles&panel=${encodeURIComponent('queue_depth{a=~"("}')}`);
  await page.getByText('has nothing to show for').first().waitFor();
  await isLive(page);
  await goesOn(page, 'queue_depth as value');
  assert.deepEqual(problems(page), []);
});

for (const [what, before, after] of [
  ['fewer ticks', ['--seed', '1', '--start', minutesAgo(30)], ['--seed', '2', '--start', minutesAgo(1)]],
  ['more ticks', ['--seed', '1', '--start', minutesAgo(10)], ['--seed', '2', '--start', minutesAgo(40)]],
]) {
  test(`a simulator that comes back with another run of ${what} is shown from the beginning`, async t => {
    const file = fileWith(t, every(queue).replace('seed: 42, ', ''));
    const first = await simulate(t, ['--config', file, ...before]);
    const port = new URL(first.url).port;
    const page = await open(t, `${first.url}?panel=queue_depth&span=300`);
    await isLive(page);
    await first.stop();
    await page.getByRole('button', { name: '1h' }).click();
    await page.getByText('The simulator does not answer').first().waitFor();
    const { url } = await simulate(t, ['--config', file, '--port', port, ...after]);
    await isLive(page);
    await until(async () => (await page.locator('header').textContent()).includes('seed2'), 'The new seed');
    await goesOn(page, 'queue_depth as value');
    assert.equal(await page.getByText('The simulator does not answer').count(), 0);
    const shown = Number.parseFloat(await panelOf(page, 'queue_depth').getByRole('cell').first().textContent());
    const { curves } = await ask(url, 'api/v1/samples?family=queue_depth&step=1s');
    assert.ok(curves[0].values.slice(-30).some(value => Math.abs(value - shown) < 0.01), `${shown} is none of ${curves[0].values.slice(-30)}`);
    assert.deepEqual(problems(page), []);
  });
}

test('a simulator that comes back with other metrics is asked for those', async t => {
  const first = await simulate(t, ['--config', fileWith(t, every(queue))]);
  const page = await open(t, first.url);
  await isLive(page);
  await first.stop();
  await simulate(t, ['--config', fileWith(t, every('requests: {type: counter, initial_value: 5}')), '--port', new URL(first.url).port, '--start', minutesAgo(1)]);
  await isLive(page);
  await page.getByText('There is no metric queue_depth in this run.').waitFor();
  await page.getByRole('button', { name: 'Remove the panel' }).click();
  await goesOn(page, 'requests');
  assert.deepEqual(problems(page), []);
});

test('a link to twin and theory of a run whose truth is hidden asks for neither', async t => {
  const { url } = await simulate(t, ['--config', fileWith(t, every(queue)), '--hide-truth', '--start', minutesAgo(2)]);
  const page = await open(t, `${url}?panel=queue_depth&twin=1&theory=1`);
  await isLive(page);
  await goesOn(page, 'queue_depth as value');
  assert.deepEqual(page.complaints, []);
});

test('a twin that was asked for too early comes later', async t => {
  const { url } = await simulate(t, ['--config', fileWith(t, every(queue))]);
  const page = await open(t, `${url}?panel=queue_depth&twin=1`);
  await goesOn(page, 'queue_depth as value');
  await until(async () => await panelOf(page, 'queue_depth').getByRole('alert').count() === 0, 'The end of the trouble');
  assert.deepEqual(problems(page), []);
});

for (const search of ['end=3e9&theory=1', 'end=9e15&theory=1&twin=1', 'end=1', 'span=1e12', 'span=1e-300']) {
  test(`an address with ${search} shows the panel`, async t => {
    const { url } = await simulate(t, ['--config', fileWith(t, every(queue)), '--start', minutesAgo(10)]);
    const page = await open(t, `${url}?panel=queue_depth&${search}`);
    await until(async () => /\d/.test(await panelOf(page, 'queue_depth').getByRole('cell').first().textContent()), 'The value');
    assert.deepEqual(page.complaints, []);
  });
}

for (const [field, text] of [['Duration', '99999999d'], ['Start', '+275760-09-13T00:00:00Z']]) {
  test(`an injection with ${text} as ${field} is refused beside the field, and nothing is injected`, async t => {
    const { url } = await simulate(t, ['--config', fileWith(t, every(queue))]);
    const page = await open(t, `${url}?panel=queue_depth`);
    await page.getByLabel(field, { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Inject', exact: true }).click();
    const input = page.getByLabel(field, { exact: true });
    await until(async () => await input.getAttribute('aria-invalid') === 'true', 'The error');
    // The keyboard is where the error is.
    await until(() => input.evaluate(element => document.activeElement === element), 'The focus');
    assert.deepEqual((await ask(url, 'api/v1/anomalies')).anomalies, []);
    // The error goes as soon as something else is typed.
    await input.fill('5m');
    await until(async () => await input.getAttribute('aria-invalid') === 'false', 'The end of the error');
    assert.deepEqual(problems(page).filter(problem => !problem.includes('400')), []);
  });
}
