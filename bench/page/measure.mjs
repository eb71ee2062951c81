// Measures the page in Chromium: the first paint, when all panels are drawn, and the script of each frame while six panels stream.
//   node bench/page/measure.mjs [PROGRAM]    the simulator, by default dist/claude-metrics-simulator; needs 'npm ci --prefix test/page' and chromium
import { spawn } from 'node:child_process';
import { chromium } from '../../test/page/node_modules/playwright-core/index.mjs';

const program = process.argv[2] ?? new URL('../../dist/claude-metrics-simulator', import.meta.url).pathname;
const seconds = 30;
const visits = 7;
const six = ['token_usage by model', 'session_duration', 'session_duration as buckets', 'cost by model', 'tool_usage by tool_name', 'active_sessions'];

const simulator = spawn(program, ['serve', '--port', '0', '--seed', '42', '--start', new Date(Date.now() - 600_000).toISOString(), '--config', new URL('every-second.yaml', import.meta.url).pathname], { stdio: ['ignore', 'pipe', 'inherit'] });
let url;
for await (const data of simulator.stdout) if ((url = /http:\/\/localhost:\d+/.exec(data)?.[0])) break;
simulator.stdout.resume();
const address = `${url}/?span=300&twin=1&${six.map(panel => `panel=${encodeURIComponent(panel)}`).join('&')}`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'] });

const paints = [];
const drawn = [];
for (let i = 0; i < visits; i++) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(panels => new MutationObserver(() => {
    if (window.drawn === undefined && document.querySelectorAll('canvas').length === panels) window.drawn = performance.now();
  }).observe(document, { childList: true, subtree: true }), six.length);
  await page.goto(address);
  const paint = await page.evaluate(() => new Promise(done => new PerformanceObserver(list => done(list.getEntriesByName('first-contentful-paint')[0]?.startTime)).observe({ type: 'paint', buffered: true })));
  paints.push(paint);
  await page.waitForFunction(() => window.drawn !== undefined);
  drawn.push(await page.evaluate(() => window.drawn));
  await context.close();
}

const page = await (await browser.newContext()).newPage();
await page.goto(address);
await page.getByText('live').waitFor();
await new Promise(done => setTimeout(done, 3000));
await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel', 'v8'] });
await new Promise(done => setTimeout(done, seconds * 1000));
const trace = JSON.parse(await browser.stopTracing());
await browser.close();
simulator.kill('SIGTERM');

// The main thread of the page is the one with the most script.
const scripts = trace.traceEvents.filter(event => event.ph === 'X' && ['FunctionCall', 'EvaluateScript', 'TimerFire', 'FireAnimationFrame', 'EventDispatch', 'RunMicrotasks'].includes(event.name));
const count = new Map();
for (const { pid, tid } of scripts) count.set(`${pid} ${tid}`, (count.get(`${pid} ${tid}`) ?? 0) + 1);
const [main] = [...count].sort((one, other) => other[1] - one[1])[0];
const onMain = event => `${event.pid} ${event.tid}` === main;
const tasks = trace.traceEvents.filter(event => onMain(event) && event.ph === 'X' && /RunTask$/.test(event.name)).map(event => event.dur / 1000);

// Script inside script counts once. Frames last a sixtieth of a second; those without script do not count.
const frame = 1_000_000 / 60;
const perFrame = new Map();
let end = 0;
for (const { ts, dur } of scripts.filter(onMain).sort((one, other) => one.ts - other.ts || other.dur - one.dur)) {
  const from = Math.max(ts, end);
  end = Math.max(end, ts + dur);
  if (end > from) perFrame.set(Math.floor(from / frame), (perFrame.get(Math.floor(from / frame)) ?? 0) + (end - from) / 1000);
}

const sorted = values => [...values].sort((one, other) => one - other);
const quantile = (values, level) => sorted(values)[Math.min(values.length - 1, Math.floor(level * values.length))];
const text = value => `${value.toFixed(1)} ms`;
console.log(`first contentful paint: median ${text(quantile(paints, 0.5))}, longest ${text(Math.max(...paints))} of ${visits} visits`);
console.log(`all six panels drawn: median ${text(quantile(drawn, 0.5))}, longest ${text(Math.max(...drawn))}`);
const frames = [...perFrame.values()];
console.log(`script a frame with script: p50 ${text(quantile(frames, 0.5))}, p95 ${text(quantile(frames, 0.95))}, longest ${text(Math.max(...frames))}; ${frames.length} frames in ${seconds} s`);
console.log(`longest task: ${text(Math.max(...tasks))} of ${tasks.length}`);
