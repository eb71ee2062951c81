// Starts the simulator for a test, and opens its page in Chromium.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

/** The simulator. */
export const program = process.env.SIMULATOR ?? new URL('../../artifacts/bin/MetricsSimulator.Cli/release/claude-metrics-simulator', import.meta.url).pathname;
const patience = 30_000;

const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

// All tests of a file share a browser, and each has a profile of its own.
let browser;
after(async () => (await browser)?.close());

/**
 * Starts a simulator, on a free port unless the options have one. It ends with the test.
 * @param {import('node:test').TestContext} t The test.
 * @param {string[]} options Options of serve.
 * @param {Record<string, string>} environment Variables beside those of this process.
 */
export async function simulate(t, options = [], environment = {}) {
  const child = spawn(program, ['serve', ...options.includes('--port') ? [] : ['--port', '0'], ...options], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGTERM'));
  let [output, errors] = ['', ''];
  child.stderr.on('data', data => errors += data);
  const deadline = AbortSignal.timeout(patience);
  for await (const data of child.stdout) {
    output += data;
    const address = /http:\/\/localhost:\d+/.exec(output);
    if (address) {
      child.stdout.resume();
      const stop = async () => {
        child.kill('SIGTERM');
        await once(child, 'exit');
      };
      return { url: `${address[0]}/`, errors: () => errors, stop };
    }

    if (deadline.aborted) break;
  }

  throw new Error(`The simulator did not start.\n${output}\n${errors}`);
}

/**
 * Opens a page in Chromium. Whatever the browser reports as an error fails the test.
 * @param {import('node:test').TestContext} t The test.
 * @param {string} url The address.
 * @param {import('playwright-core').BrowserContextOptions} options Options of the context.
 */
export async function open(t, url, options = {}) {
  browser ??= chromium.launch({ executablePath: '/usr/bin/chromium', args });
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 900 }, ...options });
  t.after(() => context.close());
  context.setDefaultTimeout(patience / 2);
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', error => complaints.push(`error: ${error.stack}`));
  // A test may read pixels, which Chromium finds slow.
  page.on('console', message => ['error', 'warning'].includes(message.type()) && !message.text().startsWith('Canvas2D: Multiple readback') && complaints.push(`${message.type()}: ${message.text()} ${message.location().url}`));
  page.on('requestfailed', request => request.failure()?.errorText !== 'net::ERR_ABORTED' && complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.complaints = complaints;
  await page.goto(url);
  return page;
}

/** Asks the simulator for JSON. */
export async function ask(url, path) {
  return (await fetch(new URL(path, url))).json();
}

/** The path of a file with a text. It is removed after the test. */
export function fileWith(t, text, name = 'config.yaml') {
  const folder = mkdtempSync(join(tmpdir(), 'page-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** Asks until a condition holds. The answer is what the condition gave. */
export async function until(condition, what) {
  for (const end = Date.now() + patience; Date.now() < end; await new Promise(done => setTimeout(done, 50))) {
    const found = await condition();
    if (found) return found;
  }

  throw new Error(`${what} did not come within ${patience / 1000} seconds.`);
}

/** A time some minutes before now, as an option of the command line takes it. */
export function minutesAgo(minutes) {
  return new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+/, '');
}

/** Copies with a button of the page, and returns what the clipboard has then. The page needs the permissions of `readsClipboard`. */
export async function copy(page, button) {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await button.click();
  return (await page.waitForFunction(() => navigator.clipboard.readText())).jsonValue();
}

/** Options of a page whose clipboard a test reads. */
export const readsClipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
