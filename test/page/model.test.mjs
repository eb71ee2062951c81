// The sides Model and Journal: a running model is changed, and what was changed can be replayed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { ask, copy, open, program, readsClipboard, simulate } from './simulator.mjs';

const run = promisify(execFile);
const fast = ['--seed', '42', '--scenario', 'none', '--time-scale', '10'];

/** Opens the parameters of a metric. */
async function parametersOf(page, name) {
  const part = page.locator('details.parameters').filter({ has: page.locator('summary', { hasText: new RegExp(`^${name}`) }) });
  await part.locator('summary').first().click();
  return part;
}

test('Only the changed parameters are sent, and the model has them from the next tick on', async t => {
  const { url } = await simulate(t, fast);
  const page = await open(t, `${url}?side=model`);
  const part = await parametersOf(page, 'token_usage');
  await part.getByLabel('drift', { exact: true }).fill('2.5');
  await part.getByLabel('bounds', { exact: true }).fill('[0, .inf]');
  await part.getByText('2 changed').waitFor();
  const sent = page.waitForRequest(request => request.method() === 'PATCH');
  await part.getByRole('button', { name: 'Change token_usage' }).click();
  assert.deepEqual((await sent).postDataJSON(), { simulator: { metrics: { token_usage: { drift: 2.5, bounds: [0, '.inf'] } } } });
  await part.getByText('Changed from').waitFor();
  await part.getByText('2 changed').waitFor({ state: 'detached' });
  const { drift, bounds, volatility } = (await ask(url, 'api/v1/model')).simulator.metrics.token_usage;
  assert.deepEqual([drift, bounds, volatility], [2.5, [0, '.inf'], 50]);
  assert.equal(await part.getByLabel('drift', { exact: true }).inputValue(), '2.5');
  assert.deepEqual(page.complaints, []);
});

test('The form has every parameter of the metric that the API has', async t => {
  const { url } = await simulate(t, fast);
  const page = await open(t, `${url}?side=model`);
  const part = await parametersOf(page, 'session_duration');
  const { arrivals, ...own } = (await ask(url, 'api/v1/model')).simulator.metrics.session_duration;
  const named = ['type', 'name', 'help', 'unit', 'labels', 'buckets'];
  const expected = [...Object.keys(own).filter(key => !named.includes(key)), ...Object.keys(arrivals).map(key => `arrivals ${key}`)];
  assert.deepEqual((await part.locator('label').allTextContents()).sort(), expected.sort());
  assert.deepEqual(page.complaints, []);
});

test('Beside each parameter stand its range, its meaning and its choices', async t => {
  const { url } = await simulate(t, fast);
  const page = await open(t, `${url}?side=model`);
  const part = await parametersOf(page, 'token_usage');
  const { parameters: { metrics: known } } = await ask(url, 'api/v1/model');
  await part.getByText(`Number, 0 or more. ${known.volatility.meaning}`).waitFor();
  await part.getByText('The unit of the values is tokens.').waitFor();
  const process = part.getByLabel('process', { exact: true });
  assert.deepEqual(await process.locator('option').allTextContents(), known.process.choices);
  await process.selectOption('ornstein_uhlenbeck');
  await part.getByRole('button', { name: 'Change token_usage' }).click();
  await part.getByText('Changed from').waitFor();
  assert.equal((await ask(url, 'api/v1/model')).simulator.metrics.token_usage.process, 'ornstein_uhlenbeck');
  assert.deepEqual(page.complaints, []);
});

test('The copied command and the copied YAML change the same', async t => {
  const { url } = await simulate(t, fast);
  const page = await open(t, `${url}?side=model`, readsClipboard);
  const part = await parametersOf(page, 'tool_usage');
  await part.getByLabel('volatility', { exact: true }).fill('3');
  await part.getByText('The same without this page').click();
  const copied = name => copy(page, part.getByRole('button', { name: `Copy ${name}`, exact: true }));
  await run('bash', ['-c', await copied('command')]);
  assert.equal((await ask(url, 'api/v1/model')).simulator.metrics.tool_usage.volatility, 3);

  await part.getByLabel('volatility', { exact: true }).fill('4');
  const folder = await mkdtemp(join(tmpdir(), 'page-model-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'changed.yaml');
  await writeFile(file, await copied('YAML'));
  assert.match((await run(program, ['check', file])).stdout, /changed\.yaml: valid, 5 metrics/);
  assert.match(await readFile(file, 'utf8'), /tool_usage:\n +volatility: 4\n/);
  assert.deepEqual(page.complaints, []);
});

test('An error stands beside its parameter, and what was typed stays', async t => {
  const { url } = await simulate(t, fast);
  const page = await open(t, `${url}?side=model`);
  const part = await parametersOf(page, 'token_usage');
  const field = part.getByLabel('volatility', { exact: true });
  await field.fill('-50');
  await part.getByRole('button', { name: 'Change token_usage' }).click();
  await part.getByText('must be 0 or more, got -50').waitFor();
  assert.deepEqual([await field.inputValue(), await field.getAttribute('aria-invalid')], ['-50', 'true']);
  assert.equal((await ask(url, 'api/v1/model')).simulator.metrics.token_usage.volatility, 50);
  await part.getByRole('button', { name: 'Discard' }).click();
  assert.equal(await field.inputValue(), '50');
  assert.deepEqual(page.complaints.filter(complaint => !complaint.includes('status of 400')), []);
});

test('What the scenario replaces is marked, and takes effect once no scenario is played', async t => {
  const { url } = await simulate(t, ['--seed', '42', '--scenario', 'degradation', '--time-scale', '10']);
  const page = await open(t, `${url}?side=model`);
  const { replaced } = await ask(url, 'api/v1/model');
  assert.ok(replaced.includes('metrics.token_usage.drift'), replaced);
  const part = await parametersOf(page, 'token_usage');
  const ofMetric = replaced.filter(key => key.startsWith('metrics.token_usage.')).length;
  assert.equal(await part.getByText('replaced by the scenario').count(), ofMetric);
  await page.getByRole('button', { name: 'Play no scenario' }).click();
  await part.getByText('replaced by the scenario').first().waitFor({ state: 'detached' });
  await page.getByRole('banner').getByText('none', { exact: true }).waitFor();
  assert.equal((await ask(url, 'api/v1/scenario')).name, null);
  assert.deepEqual(page.complaints, []);
});

test('The journal lists the changes, the newest first, and its file replays them', async t => {
  const { url } = await simulate(t, fast);
  const page = await open(t, `${url}?side=journal`, readsClipboard);
  await page.getByText('The run begins with seed 42 and no scenario.').waitFor();
  await fetch(new URL('api/v1/anomalies', url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ kind: 'spike', metric: 'cost', duration: '5m', magnitude: 4 }) });
  await page.getByText('Inject i1: spike 4 on cost for 5m.').waitFor();
  await fetch(new URL('api/v1/scenario', url), { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'load_test' }) });
  await page.getByText('Play scenario load_test.').waitFor();
  const lines = await page.getByRole('region', { name: 'Changes' }).getByRole('listitem').locator('span').allTextContents();
  assert.deepEqual(lines, ['Play scenario load_test.', 'Inject i1: spike 4 on cost for 5m.', 'The run begins with seed 42 and no scenario.']);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the journal' }).click();
  const saved = await download;
  const folder = await mkdtemp(join(tmpdir(), 'page-journal-'));
  t.after(() => rm(folder, { recursive: true }));
  await saved.saveAs(join(folder, saved.suggestedFilename()));
  assert.equal(await readFile(join(folder, saved.suggestedFilename()), 'utf8'), await (await fetch(new URL('api/v1/journal', url))).text());

  const command = await copy(page, page.getByRole('button', { name: 'Copy from the file' }));
  // The program of this test stands for the one on the path.
  const { stdout } = await run('bash', ['-c', `claude-metrics-simulator() { "$PROGRAM" "$@"; }; ${command}`], { cwd: folder, env: { ...process.env, PROGRAM: program }, maxBuffer: 1e9 });
  assert.ok(stdout.includes('otel_claude_code_cost_usd') && stdout.endsWith('# EOF\n'));
  assert.deepEqual(page.complaints, []);
});
