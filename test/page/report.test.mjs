// A page that was saved as a file shows the same without a simulator.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ask, fileWith, minutesAgo, open, simulate } from './simulator.mjs';

const hostile = '</script><script>document.title = "taken"</script><!--';

test('the saved page has the same curves, and needs neither network nor simulator', async t => {
  const configuration = fileWith(t, `simulator: {update_interval: 1, metrics: {queue: {type: gauge, initial_value: 5, volatility: 1, labels: {path: [${JSON.stringify(hostile)}, plain]}}}}\n`);
  const { url } = await simulate(t, ['--config', configuration, '--seed', '42', '--start', minutesAgo(5)]);
  const page = await open(t, `${url}?side=truth&twin=1&span=60&panel=token_usage+by+model&panel=queue+by+path&panel=session_duration`);
  await page.getByRole('table', { name: /queue/ }).getByRole('rowheader', { name: hostile }).waitFor();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  const download = await downloading;
  assert.match(download.suggestedFilename(), /^claude-code-metrics-\d{8}T\d+Z\.html$/);
  const file = join(dirname(configuration), 'saved.html');
  await download.saveAs(file);
  assert.deepEqual(page.complaints, []);

  // Its data are what the API has.
  const html = await readFile(file, 'utf8');
  const data = JSON.parse(/<script type="application\/json" id="saved">(.*?)<\/script>/s.exec(html)[1]);
  for (const [question, query] of [['token_usage rate model', 'family=token_usage&as=rate&by=model'], ['queue value path', 'family=queue&as=value&by=path'], ['session_duration quantiles', 'family=session_duration&as=quantiles']]) {
    for (const path of ['api/v1/samples', 'api/v1/twin']) {
      const saved = data.answers[`${path} ${question}`];
      const seconds = saved.curves[0].values.length;
      const to = new Date(Date.parse(saved.from) + 1000 * saved.step * (seconds - 1)).toISOString();
      const asked = await ask(url, `${path}?${query}&from=${saved.from}&to=${to}&step=${saved.step}s${saved.window ? `&window=${saved.window}s` : ''}`);
      assert.ok(seconds > 30);
      assert.deepEqual(saved.curves, asked.curves);
    }
  }

  const requests = [];
  const copy = await open(t, 'about:blank', { offline: true });
  copy.on('request', request => requests.push(request.url()));
  await copy.goto(pathToFileURL(file).href);
  await copy.getByText('saved at').waitFor();
  assert.equal((await copy.getByRole('banner').locator('time').getAttribute('datetime')), data.at);
  await copy.getByRole('table', { name: /queue/ }).getByRole('rowheader', { name: hostile }).waitFor();
  const drawn = await copy.evaluate(() => [...document.querySelectorAll('.chart canvas')].map(canvas => new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).size > 3));
  assert.deepEqual(drawn, [true, true, true]);
  const lastOf = question => data.answers[question].curves.map(curve => curve.values.at(-1));
  const cells = await copy.getByRole('table', { name: /queue/ }).getByRole('cell').allInnerTexts();
  assert.deepEqual(cells.map(Number), lastOf('api/v1/samples queue value path').map(value => Number(value.toPrecision(4))));

  // What the file does not have cannot be chosen, and says why.
  for (const [name, isOff] of [['Clean twin', false], ['Theory', true], ['1m', false], ['15m', true]]) {
    const button = copy.getByRole('button', { name, exact: true });
    assert.deepEqual([await button.isDisabled(), await button.getAttribute('title') === 'Not in this file, because it was not shown'], [isOff, isOff], name);
  }

  assert.equal(await copy.getByLabel(/^Split .*queue/).isDisabled(), true);

  // Nothing can be changed in it, and nobody could take it over.
  assert.deepEqual(await copy.getByRole('tab').allInnerTexts(), ['Truth', 'Journal', 'Rules']);
  await copy.getByRole('tab', { name: 'Journal' }).click();
  assert.equal(await copy.getByRole('button', { name: 'Save as a file' }).count(), 0);
  assert.match(await copy.title(), /^Claude Code Metrics Simulator, saved at /);
  assert.deepEqual(requests.filter(request => !/^(file|data|blob):/.test(request)), []);
  assert.deepEqual(copy.complaints, []);
});
