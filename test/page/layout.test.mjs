// The page as a whole: whoever cannot see it well, has no mouse, or holds it in one hand.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { minutesAgo, open, simulate, until } from './simulator.mjs';

const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const serious = ['serious', 'critical'];
const run = t => simulate(t, ['--seed', '42', '--scenario', 'incidents', '--start', minutesAgo(120)]);

async function openWhole(t, address, options) {
  const page = await open(t, address, { bypassCSP: true, ...options });
  await page.getByRole('figure').first().waitFor();
  await until(async () => /\d/.test(await page.getByRole('figure').first().getByRole('cell').first().textContent()), 'A value');
  return page;
}

for (const [name, options] of [['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }], ['a phone', { viewport: { width: 390, height: 844 } }]]) {
  test(`axe finds nothing serious in any part of the page: ${name}`, async t => {
    const { url } = await run(t);
    const page = await openWhole(t, `${url}?theory=1&twin=1`, options);
    await page.evaluate(axe);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const found = violations.filter(violation => serious.includes(violation.impact)).map(violation => `${violation.id}: ${violation.help}\n${violation.nodes.map(node => `  ${node.html}\n  ${node.failureSummary}`).join('\n')}`);
      assert.deepEqual(found, [], await tab.textContent());
    }
  });
}

test('the keyboard alone reaches every control', async t => {
  const { url } = await run(t);
  const page = await openWhole(t, url);
  for (const tab of await page.getByRole('tab').all()) {
    await tab.focus();
    if (await tab.getAttribute('aria-selected') !== 'true') await page.keyboard.press('ArrowRight');
    assert.equal(await tab.getAttribute('aria-selected'), 'true');
    // Each control gets a number; then Tab goes from one to the next until it comes back to the first.
    const expected = await page.evaluate(() => {
      const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
        .filter(control => !control.disabled && control.tabIndex >= 0 && control.checkVisibility() && !(control.type === 'radio' && !control.checked));
      controls.forEach((control, i) => control.dataset.number = i);
      return controls.length;
    });
    const reached = new Set();
    await page.evaluate(() => document.activeElement.blur());
    for (let i = 0; i < expected + 5; i++) {
      await page.keyboard.press('Tab');
      const number = await page.evaluate(() => document.activeElement?.dataset?.number);
      if (number !== undefined) reached.add(number);
    }

    const missed = await page.evaluate(seen => [...document.querySelectorAll('[data-number]')].filter(control => !seen.includes(control.dataset.number)).map(control => control.outerHTML), [...reached]);
    assert.deepEqual(missed, [], await tab.textContent());
    await page.evaluate(() => document.querySelectorAll('[data-number]').forEach(control => delete control.dataset.number));
  }
});

test('nothing is wider than a phone', async t => {
  const { url } = await run(t);
  const page = await openWhole(t, url, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, await tab.textContent());
  }

  assert.deepEqual(page.complaints, []);
});

test('the page works under the prefix that a proxy adds', async t => {
  const { createServer, request } = await import('node:http');
  const { url } = await run(t);
  const proxy = createServer((incoming, outgoing) => {
    if (!incoming.url.startsWith('/sim/')) return outgoing.writeHead(404).end();
    const forwarded = request(new URL(incoming.url.slice('/sim'.length), url), { method: incoming.method, headers: incoming.headers }, answer => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
    outgoing.on('close', () => forwarded.destroy());
  }).listen(0, '127.0.0.1');
  t.after(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  await new Promise(done => proxy.once('listening', done));
  const page = await open(t, `http://localhost:${proxy.address().port}/sim/`);
  await page.getByText('live').waitFor();
  await page.getByRole('figure').first().waitFor();
  assert.deepEqual(page.complaints, []);
});

test('a page of another origin can neither read nor change anything', async t => {
  const { createServer } = await import('node:http');
  const { url } = await run(t);
  const stranger = createServer((_, answer) => answer.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>stranger</title><link rel="icon" href="data:,">')).listen(0, '127.0.0.1');
  t.after(() => stranger.close());
  await new Promise(done => stranger.once('listening', done));
  const page = await open(t, `http://127.0.0.1:${stranger.address().port}/`);
  const attempts = await page.evaluate(async url => {
    const attempt = (path, options) => fetch(url + path, options).then(async answer => `${answer.type} ${answer.status} ${(await answer.text()).length}`, () => 'refused');
    return {
      read: await attempt('api/v1/run'),
      stream: await attempt('api/v1/stream'),
      // Without a header that asks first, the request arrives, and must be refused there.
      simple: await attempt('api/v1/anomalies', { method: 'POST', mode: 'no-cors', body: '{"kind":"outage","duration":"5m"}' }),
      json: await attempt('api/v1/anomalies', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"kind":"outage","duration":"5m"}' }),
      patch: await attempt('api/v1/model', { method: 'PATCH', headers: { 'Content-Type': 'application/merge-patch+json' }, body: '{}' }),
      again: await attempt('api/v1/run', { method: 'POST', mode: 'no-cors', body: '{}' }),
    };
  }, url);
  for (const [name, outcome] of Object.entries(attempts)) assert.match(outcome, /^refused$|^opaque 0 0$/, name);
  const { anomalies } = await (await fetch(new URL('api/v1/anomalies?state=active', url))).json();
  assert.deepEqual(anomalies.filter(anomaly => anomaly.kind === 'outage'), []);
  const state = await (await fetch(new URL('api/v1/run', url))).json();
  assert.deepEqual([state.run, state.changes], [0, 0]);
});
