// The side Truth: what it lists equals the API, and follows the run without asking.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask, open, simulate } from './simulator.mjs';

const fast = ['--seed', '42', '--scenario', 'none', '--time-scale', '10'];

async function inject(url, anomaly) {
  const answer = await fetch(new URL('api/v1/anomalies', url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(anomaly) });
  assert.equal(answer.status, 201);
  return answer.json();
}

const rowOf = (page, id) => page.getByRole('table', { name: 'Anomalies by their start' }).getByRole('row').filter({ hasText: id });

test('Each row has the window, the magnitude, the metric and the identifier that the API has', async t => {
  const { url } = await simulate(t, ['--seed', '42', '--scenario', 'anomaly_detection', '--time-scale', '10']);
  const page = await open(t, `${url}?side=truth`);
  const { anomalies } = await ask(url, 'api/v1/anomalies?limit=20');
  for (const { id, kind, metric, matchers, magnitude, start, end } of anomalies) {
    const text = await rowOf(page, id).first().textContent();
    for (const part of [kind, metric, matchers, magnitude, start.slice(11, 19), end.slice(11, 19)])
      if (part !== undefined) assert.ok(text.includes(String(part)), `${part} in ${text}`);
  }

  assert.deepEqual(page.complaints, []);
});

test('An anomaly becomes active and then past as time passes, without a request', async t => {
  const { url } = await simulate(t, ['--seed', '42', '--scenario', 'none', '--time-scale', '20']);
  const page = await open(t, `${url}?side=truth`);
  await page.getByText('There are no anomalies').waitFor();
  const { id } = await inject(url, { kind: 'spike', metric: 'cost', duration: '100s' });
  await rowOf(page, id).getByText('active', { exact: true }).waitFor();
  let requests = 0;
  page.on('request', request => requests += request.url().includes('api/v1/anomalies') ? 1 : 0);
  await rowOf(page, id).getByText('past', { exact: true }).waitFor();
  assert.equal(requests, 0);
  assert.equal(await rowOf(page, id).getByRole('button', { name: /^(End|Cancel)/ }).count(), 0);
  assert.deepEqual(page.complaints, []);
});

test('The filter shows the anomalies of one state, and an anomaly ends with its button', async t => {
  const { url } = await simulate(t, fast);
  for (const [kind, duration] of [['spike', '10s'], ['trend', '5h']]) await inject(url, { kind, metric: 'cost', duration });
  const page = await open(t, `${url}?side=truth`);
  const filter = page.getByRole('group', { name: 'Which anomalies' });
  await rowOf(page, 'i1').getByText('past', { exact: true }).waitFor();
  await filter.getByRole('button', { name: 'active 1' }).click();
  await rowOf(page, 'i1').waitFor({ state: 'detached' });
  await rowOf(page, 'i2').getByRole('button', { name: 'End i2' }).click();
  await page.getByText('There is no active anomaly.').waitFor();
  await filter.getByRole('button', { name: 'past 2' }).click();
  await rowOf(page, 'i2').waitFor();
  await filter.getByRole('button', { name: 'planned 0' }).click();
  await page.getByText('There is no planned anomaly.').waitFor();
  assert.equal((await ask(url, 'api/v1/anomalies/i2')).state, 'past');
  assert.deepEqual(page.complaints, []);
});

test('A click on an anomaly shows its window in the curves', async t => {
  const { url } = await simulate(t, fast);
  const { start, end } = await inject(url, { kind: 'spike', metric: 'cost', duration: '40s' });
  const page = await open(t, `${url}?side=truth`);
  await rowOf(page, 'i1').getByText('past', { exact: true }).waitFor();
  await rowOf(page, 'i1').getByRole('button', { name: 'spike' }).click();
  const query = new URL(page.url()).searchParams;
  const [to, span] = [Number(query.get('end')), Number(query.get('span'))];
  assert.ok(to >= Date.parse(end) / 1000 && to - span <= Date.parse(start) / 1000 && span <= 80, `${to - span} to ${to}`);
  await page.getByRole('button', { name: 'Follow again' }).waitFor();
  assert.deepEqual(page.complaints, []);
});

test('Who switches truth off to guess sees no anomaly beside the curves either', async t => {
  const { url } = await simulate(t, fast);
  await inject(url, { kind: 'spike', metric: 'cost', duration: '5h' });
  const page = await open(t, `${url}?side=truth`);
  await rowOf(page, 'i1').waitFor();
  await page.getByRole('button', { name: 'Truth', exact: true }).click();
  await page.getByText('Truth is switched off').waitFor();
  assert.equal(await page.getByText('i1').count(), 0);
  await page.getByRole('tab', { name: 'Acts' }).click();
  await page.getByRole('heading', { name: 'Inject an anomaly' }).waitFor();
  assert.equal(await page.getByText('i1').count(), 0);
  assert.equal(await page.getByRole('heading', { name: 'Scenario' }).count(), 0);
  assert.deepEqual(page.complaints, []);
});

test('Hidden truth is nowhere on the page until its token is given, and then everywhere', async t => {
  const { url } = await simulate(t, ['--seed', '424242', '--scenario', 'anomaly_detection', '--hide-truth'], { SIMULATOR_TOKEN: 's3cret' });
  const page = await open(t, `${url}?side=truth`);
  for (const side of ['Acts', 'Model', 'Journal', 'Truth']) {
    await page.getByRole('tab', { name: side }).click();
    await page.getByText('The truth of this run is hidden.').waitFor();
    assert.doesNotMatch(await page.locator('body').textContent(), /424242|anomaly_detection|spike/);
  }

  await page.getByRole('textbox', { name: 'Token' }).fill('s3cret');
  await page.getByRole('textbox', { name: 'Token' }).press('Enter');
  await rowOf(page, 'spike-1').first().waitFor();
  await page.getByRole('banner').getByText('424242').waitFor();
  await page.getByRole('tab', { name: 'Journal' }).click();
  await page.getByText('The run begins with seed 424242 and scenario anomaly_detection.').waitFor();
  assert.deepEqual(page.complaints.filter(complaint => !complaint.includes('status of 401')), []);
});
