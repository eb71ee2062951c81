// Measures scrapes of 100,000 series without streams, and with 200 streams of six curves and a client that reads nothing; both in turns.
//   node bench/stream/measure.mjs [PROGRAM]    the simulator, by default dist/claude-metrics-simulator
import { spawn } from 'node:child_process';
import http from 'node:http';
import net from 'node:net';
import { loadavg } from 'node:os';

const program = process.argv[2] ?? new URL('../../dist/claude-metrics-simulator', import.meta.url).pathname;
const streams = 200;
const rounds = 3;
const scrapes = 40;
const path = '/api/v1/stream?family=depth&family=depth&by=zone&family=work&window=10s&family=work&by=zone&window=10s&family=work&as=value&family=depth&as=series';

const config = new URL('hundred-thousand.yaml', import.meta.url).pathname;
const [command, ...before] = program.endsWith('.dll') ? ['dotnet', program] : [program];
const simulator = spawn(command, [...before, 'serve', '--port', '0', '--seed', '42', '--config', config], { stdio: ['ignore', 'pipe', 'inherit'] });
let port;
for await (const data of simulator.stdout) if ((port = Number(/http:\/\/localhost:(\d+)/.exec(data)?.[1]))) break;
simulator.stdout.resume();
const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

// A stream counts its messages, and the ticks that it missed.
let messages = 0;
let missed = 0;
const listen = () => new Promise((begun, failed) => {
  let last;
  let rest = '';
  const request = http.get({ host: '127.0.0.1', port, path, agent: false }, response => response.setEncoding('utf8').on('error', () => {}).on('data', data => {
    const lines = (rest + data).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith('id: ')) continue;
      const tick = Number(line.slice(4));
      if (last !== undefined) missed += tick - last - 1;
      last = tick;
      messages++;
      begun(request);
    }
  })).on('error', failed);
});

const scrape = () => new Promise((done, failed) => {
  const start = performance.now();
  http.get({ host: '127.0.0.1', port, path: '/metrics', agent: false }, response => response.resume().on('end', () => done(performance.now() - start))).on('error', failed);
});

async function scrapeAll(times) {
  for (let i = 0; i < scrapes; i++) {
    times.push(await scrape());
    await pause(300);
  }
}

const [alone, together, begins] = [[], [], []];
let got = 0;
let seconds = 0;
for (let i = 0; i < 5; i++) await scrape();
for (let round = 0; round < rounds; round++) {
  await scrapeAll(alone);
  const dead = net.connect(port, '127.0.0.1', () => dead.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).pause().on('error', () => {});
  const start = performance.now();
  const open = await Promise.all(Array.from({ length: streams }, listen));
  begins.push(performance.now() - start);
  const from = { messages, time: performance.now() };
  await scrapeAll(together);
  got += messages - from.messages;
  seconds += (performance.now() - from.time) / 1000;
  for (const request of open) request.on('error', () => {}).destroy();
  dead.destroy();
}

simulator.kill('SIGTERM');

const quantile = (values, level) => [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(level * values.length))];
const text = values => `p50 ${quantile(values, 0.5).toFixed(1)} ms, p99 ${quantile(values, 0.99).toFixed(1)} ms of ${values.length}`;
console.log(`scrapes without streams: ${text(alone)}`);
console.log(`scrapes with ${streams} streams and a dead client: ${text(together)}; load average ${loadavg()[0].toFixed(1)}`);
console.log(`messages a second and stream: ${(got / seconds / streams).toFixed(2)} of 1.00, ${missed} missed; all had begun after ${begins.map(begin => `${(begin / 1000).toFixed(1)} s`).join(', ')}`);
