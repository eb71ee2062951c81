// The side Acts: each control changes the run, and each text that can be copied does the same.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { ask, copy, minutesAgo, open, program, readsClipboard, simulate } from './simulator.mjs';

const run = promisify(execFile);
const fast = ['--seed', '42', '--time-scale', '10'];
const plain = [...fast, '--scenario', 'none'];

const injection = page => page.getByRole('region', { name: 'Inject an anomaly' });

const copied = (page, part, name) => copy(page, part.getByRole('button', { name: `Copy ${name}`, exact: true }));

async function folderFor(t) {
  const folder = await mkdtemp(join(tmpdir(), 'page-acts-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test('An anomaly that is injected with the form is in the run as it was typed', async t => {
  const { url } = await simulate(t, plain);
  const page = await open(t, url);
  const form = injection(page);
  await form.getByLabel('Kind').selectOption('level_shift');
  await form.getByLabel('Metric').selectOption('cost');
  await form.getByLabel('Matchers').fill('{model=~"claude-3-.*"}');
  await form.getByLabel('Magnitude').fill('2.5');
  await form.getByLabel('Duration').fill('1h30m');
  await form.getByLabel('Onset').fill('90s');
  await form.getByRole('button', { name: 'Inject', exact: true }).click();
  await form.getByText('i1 is injected').waitFor();

  const { anomalies: [anomaly] } = await ask(url, 'api/v1/anomalies');
  assert.deepEqual(
    [anomaly.kind, anomaly.metric, anomaly.matchers, anomaly.magnitude, anomaly.duration, anomaly.onset],
    ['level_shift', 'cost', '{model=~"claude-3-.*"}', 2.5, '1h30m', '1m30s']);
  await page.getByRole('region', { name: 'Active and planned next' }).getByText('i1, active until').waitFor();
  assert.deepEqual(page.complaints, []);
});

test('The form offers the kinds that fit this run, and tells magnitude, range and default as the API does', async t => {
  const { url } = await simulate(t, plain);
  const page = await open(t, url);
  const form = injection(page);
  const { kinds } = await ask(url, 'api/v1/anomaly-kinds');
  await form.getByLabel('Kind').waitFor();
  const offered = await form.getByLabel('Kind').locator('option:enabled').allTextContents();
  assert.deepEqual(offered, kinds.filter(kind => kind.fits).map(kind => kind.kind));
  const withoutUse = form.getByLabel('Kind').locator('optgroup[label^="Nothing in this run"] option:disabled');
  assert.deepEqual(await withoutUse.allTextContents(), kinds.filter(kind => !kind.fits).map(kind => kind.kind));

  for (const { kind, summary, metrics, onset, label, magnitude } of kinds.filter(kind => kind.fits)) {
    await form.getByLabel('Kind').selectOption(kind);
    await form.getByText(summary, { exact: true }).waitFor();
    assert.equal(await form.getByLabel('Onset').count(), onset ? 1 : 0, kind);
    assert.equal(await form.getByLabel('Label').count(), label ? 1 : 0, kind);
    assert.equal(await form.getByLabel('Magnitude').count(), magnitude ? 1 : 0, kind);
    if (magnitude) {
      assert.equal(await form.getByLabel('Magnitude').inputValue(), String(magnitude.default));
      await form.getByText(`${magnitude.range}. The default is ${magnitude.default}.`).waitFor();
    }

    if (metrics.length > 0) assert.deepEqual(await form.getByLabel('Metric').locator('option').allTextContents(), metrics);
  }

  assert.deepEqual(page.complaints, []);
});

test('Each kind that fits can be injected with its defaults, and its YAML is a valid scenario', async t => {
  // One with a cycle to shift.
  const { url } = await simulate(t, [...fast, '--scenario', 'daily_cycle']);
  const page = await open(t, url, readsClipboard);
  const form = injection(page);
  const folder = await folderFor(t);
  await form.getByLabel('Kind').waitFor();
  const offered = await form.getByLabel('Kind').locator('option:enabled').allTextContents();
  const files = [];
  for (const [index, kind] of offered.entries()) {
    await form.getByLabel('Kind').selectOption(kind);
    files.push(join(folder, `${kind}.yaml`));
    await writeFile(files.at(-1), await copied(page, form, 'YAML'));
    await form.getByRole('button', { name: 'Inject', exact: true }).click();
    await form.getByText(`i${index + 1} is injected: ${kind}`).waitFor();
  }

  const { anomalies } = await ask(url, 'api/v1/anomalies');
  assert.deepEqual(anomalies.map(anomaly => anomaly.kind).sort(), [...offered].sort());
  const { stdout } = await run(program, ['check', ...files]);
  assert.equal(stdout.match(/valid scenario, 1 pattern, 1 anomaly/g)?.length, files.length, stdout);
  assert.deepEqual(page.complaints, []);
});

test('The copied command injects in bash what the form would, quotes and all', async t => {
  const { url } = await simulate(t, plain);
  const page = await open(t, url, readsClipboard);
  const form = injection(page);
  const matchers = `{model=~"claude-3-.*|it's \\\\$HOME \`x\`"}`;
  await form.getByLabel('Kind').selectOption('dropout');
  await form.getByLabel('Matchers').fill(matchers);
  await form.getByLabel('Duration').fill('7m');
  const { stdout } = await run('bash', ['-c', await copied(page, form, 'command')]);
  const { anomalies: [anomaly] } = await ask(url, 'api/v1/anomalies');
  assert.deepEqual([anomaly.kind, anomaly.metric, anomaly.matchers, anomaly.duration], ['dropout', 'token_usage', matchers, '7m'], stdout);
  await page.getByRole('region', { name: 'Active and planned next' }).getByText('i1, active until').waitFor();
  assert.deepEqual(page.complaints, []);
});

test('An error stands beside its field, what was typed stays, and nothing is injected', async t => {
  const { url } = await simulate(t, plain);
  const page = await open(t, url);
  const form = injection(page);
  await form.getByLabel('Magnitude').fill('1');
  await form.getByLabel('Duration').fill('5x');
  await form.getByRole('button', { name: 'Inject', exact: true }).click();
  await form.getByText('must be from 0 to 1000000000 and not 1').waitFor();
  for (const [label, typed, message] of [['Magnitude', '1', /or nothing would change, got 1/], ['Duration', '5x', /duration like 10s, 500ms or 1h30m, got the text "5x"/]]) {
    const field = form.getByLabel(label);
    assert.equal(await field.inputValue(), typed);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    const id = await field.getAttribute('aria-describedby');
    assert.match(await page.locator(`[id="${id}"]`).textContent(), message);
  }

  assert.equal(await form.getByLabel('Matchers').getAttribute('aria-invalid'), 'false');
  assert.deepEqual((await ask(url, 'api/v1/anomalies')).anomalies, []);
  assert.deepEqual(page.complaints.filter(complaint => !complaint.includes('status of 400')), []);
});

test('An anomaly ends early with its button, or with the command beside it', async t => {
  const { url } = await simulate(t, plain);
  for (const metric of ['cost', 'token_usage'])
    await fetch(new URL('api/v1/anomalies', url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ kind: 'spike', metric, duration: '5h' }) });
  const page = await open(t, url, readsClipboard);
  const list = page.getByRole('region', { name: 'Active and planned next' });
  await list.getByRole('button', { name: 'End i1' }).click();
  await list.getByText('i1, active').waitFor({ state: 'detached' });
  await run('bash', ['-c', await copy(page, list.getByRole('button', { name: 'Copy curl for the end of i2', exact: true }))]);
  await list.getByText('i2, active').waitFor({ state: 'detached' });
  const { anomalies } = await ask(url, 'api/v1/anomalies');
  assert.deepEqual(anomalies.map(({ id, state }) => [id, state]), [['i1', 'past'], ['i2', 'past']]);
  assert.deepEqual(page.complaints, []);
});

test('Another scenario is played, and then what is planned next is shown', async t => {
  const { url } = await simulate(t, plain);
  const page = await open(t, url, readsClipboard);
  const scenario = page.getByRole('region', { name: 'Scenario' });
  await scenario.getByText('No scenario is played.').waitFor();
  await scenario.getByLabel('Play another').selectOption('anomaly_detection');
  await scenario.getByRole('button', { name: 'Play', exact: true }).click();
  await scenario.getByText('anomaly_detection is played from').waitFor();
  await scenario.getByText('phase two_hours').waitFor();
  assert.equal((await ask(url, 'api/v1/scenario')).name, 'anomaly_detection');
  await page.getByRole('banner').getByText('anomaly_detection · two_hours').waitFor();
  const { next: phase } = await ask(url, 'api/v1/scenario');
  await scenario.getByText(`The phase two_hours begins again at ${phase.at.slice(0, 10) === new Date().toISOString().slice(0, 10) ? '' : `${phase.at.slice(0, 10)} `}${phase.at.slice(11, 19)}.`).waitFor();
  const next = (await ask(url, 'api/v1/anomalies?state=planned&limit=1')).anomalies[0];
  await page.getByRole('region', { name: 'Active and planned next' }).getByText(next.id).waitFor();

  await scenario.getByLabel('Play another').selectOption('load_test');
  await scenario.getByText('The same without this page').click();
  await run('bash', ['-c', await copied(page, scenario, 'command')]);
  await scenario.getByText('load_test', { exact: true }).and(scenario.locator('strong')).waitFor();
  assert.deepEqual(page.complaints, []);
});

test('The next phase is shown when it has begun', async t => {
  const folder = await folderFor(t);
  await writeFile(join(folder, 'two.yaml'), 'patterns: [{name: quiet, duration: 2m}, {name: rush, duration: 1h}]');
  const { url } = await simulate(t, [...fast, '--scenario', join(folder, 'two.yaml')]);
  const page = await open(t, url);
  const scenario = page.getByRole('region', { name: 'Scenario' });
  await scenario.getByText('phase quiet').waitFor();
  await scenario.getByText(/The phase rush follows at/).waitFor();
  await scenario.getByText('phase rush').waitFor();
  await scenario.getByText(/The phase quiet follows at/).waitFor();
  await page.getByRole('banner').getByText('rush').waitFor();
  assert.deepEqual(page.complaints, []);
});

test('A drag on a chart gives the duration when one asks for it, and zooms otherwise', async t => {
  // A younger run would not fill the five minutes.
  const { url } = await simulate(t, [...plain, '--start', minutesAgo(10)]);
  const page = await open(t, `${url}?span=300`);
  const form = injection(page);
  const plot = page.locator('.u-over').first();
  await plot.waitFor();
  const drag = async () => {
    const box = await plot.boundingBox();
    await page.mouse.move(box.x + box.width * 0.4, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 50, { steps: 4 });
    await page.mouse.up();
  };

  await form.getByRole('button', { name: 'Choose the window on a chart' }).click();
  await form.getByText('Drag over a span on any chart').waitFor();
  await drag();
  await form.getByRole('button', { name: 'Choose the window on a chart' }).waitFor();
  // A fifth of what the chart shows: five minutes, and half of that ahead.
  assert.equal(await form.getByLabel('Duration').inputValue(), '1m30s');
  assert.equal(await form.getByLabel('Start').inputValue(), '');
  await form.getByText('The span begins in the past, so the window begins at the next tick.').waitFor();
  assert.equal(new URL(page.url()).searchParams.get('end'), null);

  await form.getByRole('button', { name: 'Choose the window on a chart' }).click();
  await page.keyboard.press('Escape');
  await drag();
  assert.notEqual(new URL(page.url()).searchParams.get('end'), null);
  assert.equal(await form.getByLabel('Duration').inputValue(), '1m30s');
  assert.deepEqual(page.complaints, []);
});

test('A drag on what comes next gives start and duration, and the anomaly is planned until then', async t => {
  const { url } = await simulate(t, ['--seed', '42', '--time-scale', '1', '--scenario', 'none', '--start', minutesAgo(10)]);
  const page = await open(t, `${url}?span=300`, readsClipboard);
  const form = injection(page);
  const plot = page.locator('.u-over').first();
  await plot.waitFor();
  await form.getByRole('button', { name: 'Choose the window on a chart' }).click();
  await form.getByText('now shows what comes next too').waitFor();
  const now = Date.parse((await ask(url, 'api/v1/run')).at);
  const box = await plot.boundingBox();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.92, box.y + 50, { steps: 4 });
  await page.mouse.up();
  await form.getByRole('button', { name: 'Choose the window on a chart' }).waitFor();
  const [start, duration] = [await form.getByLabel('Start').inputValue(), await form.getByLabel('Duration').inputValue()];
  // At 0.8 of 7.5 minutes, five of which are past: a minute from now, or from the tick after. A pixel is more than half a second.
  assert.ok(Math.abs(Date.parse(start) - now - 60_000) <= 20_000, `${start} after ${new Date(now).toISOString()}`);
  assert.ok(['50s', '1m'].includes(duration), duration);

  await form.getByRole('button', { name: 'Inject', exact: true }).click();
  await form.getByText('i1 is injected').waitFor();
  await run('bash', ['-c', await copied(page, form, 'command')]);
  const { anomalies } = await ask(url, 'api/v1/anomalies');
  assert.deepEqual(anomalies.map(anomaly => [anomaly.id, anomaly.state, anomaly.start, anomaly.duration]), ['i1', 'i2'].map(id => [id, 'planned', start, duration]));
  await page.getByRole('region', { name: 'Active and planned next' }).getByText(`i2, begins at ${start.slice(11, 19)}`).waitFor();

  await form.getByLabel('Start').fill('2026-01-01T00:00:00Z');
  await form.getByText('The start has passed.').waitFor();
  await form.getByRole('button', { name: 'Inject', exact: true }).click();
  await form.getByText(/must be from .*, the current tick, to .*, 7 days later, got 2026-01-01T00:00:00Z/).waitFor();
  assert.equal(await form.getByLabel('Start').getAttribute('aria-invalid'), 'true');
  assert.deepEqual(page.complaints.filter(complaint => !complaint.includes('status of 400')), []);
});

test('Without the token an act is refused, and the page asks for it; the copied command names its variable only', async t => {
  const secret = `it's-s3cret`;
  const { url } = await simulate(t, plain, { SIMULATOR_TOKEN: secret });
  const page = await open(t, url, readsClipboard);
  const form = injection(page);
  await form.getByRole('button', { name: 'Inject', exact: true }).click();
  await form.getByRole('alert').waitFor();
  await form.getByLabel('Token').fill(secret);
  await form.getByLabel('Token').press('Enter');
  await form.getByText('It is in use now.').waitFor();
  await form.getByRole('button', { name: 'Inject', exact: true }).click();
  await form.getByText('i1 is injected').waitFor();

  const command = await copied(page, form, 'command');
  assert.ok(command.includes('"Authorization: Bearer $SIMULATOR_TOKEN"') && !command.includes(secret), command);
  await run('bash', ['-c', command], { env: { ...process.env, SIMULATOR_TOKEN: secret } });
  assert.deepEqual((await ask(url, 'api/v1/anomalies')).anomalies.map(({ id }) => id), ['i1', 'i2']);
  assert.deepEqual(page.complaints.filter(complaint => !complaint.includes('status of 401')), []);
});

test('The run starts over with a seed', async t => {
  const { url } = await simulate(t, plain);
  const page = await open(t, url, readsClipboard);
  const part = page.getByRole('region', { name: 'Start over' });
  await part.getByLabel('Seed').fill('7');
  await part.getByRole('button', { name: 'Start over' }).click();
  await part.getByText('A new run has begun, with seed 7.').waitFor();
  const first = await ask(url, 'api/v1/run');
  assert.deepEqual([first.run, first.seed], [1, 7]);
  await page.getByRole('banner').getByText('7', { exact: true }).waitFor();

  await part.getByText('The same without this page').click();
  await part.getByLabel('Seed').fill('8');
  await run('bash', ['-c', await copied(page, part, 'command')]);
  await page.getByRole('banner').getByText('8', { exact: true }).waitFor();
  const second = await ask(url, 'api/v1/run');
  assert.deepEqual([second.run, second.seed], [2, 8]);
  assert.deepEqual(page.complaints, []);
});

test('A person without a pointer injects an anomaly', async t => {
  const { url } = await simulate(t, plain);
  const page = await open(t, url);
  await injection(page).getByLabel('Kind').waitFor();
  await page.getByRole('tab', { name: 'Acts' }).focus();
  const label = () => page.evaluate(() => document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent);
  for (let i = 0; i < 20 && await label() !== 'Duration'; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('2m');
  await page.keyboard.press('Enter');
  await injection(page).getByText('i1 is injected').waitFor();
  assert.equal((await ask(url, 'api/v1/anomalies')).anomalies[0].duration, '2m');
  assert.deepEqual(page.complaints, []);
});
