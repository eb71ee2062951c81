// Starts a Prometheus that scrapes a simulator.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = '/usr/bin/prometheus';
const patience = 30_000;

/** A port on which nobody listens now. */
export async function freePort() {
  const server = createServer();
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise(done => server.close(done));
  return port;
}

/**
 * Starts a Prometheus that scrapes once a second. It ends with the test.
 * @param {import('node:test').TestContext} t The test.
 * @param {number} port Where it listens.
 * @param {string} target The host and port that it scrapes.
 */
export async function scrape(t, port, target) {
  const folder = await mkdtemp(join(tmpdir(), 'page-test-'));
  const configuration = join(folder, 'prometheus.yml');
  await writeFile(configuration, `scrape_configs: [{job_name: claude-code, scrape_interval: 1s, scrape_timeout: 1s, static_configs: [{targets: ["${target}"]}]}]\n`);
  const child = spawn(program, [`--config.file=${configuration}`, `--web.listen-address=localhost:${port}`, `--storage.tsdb.path=${join(folder, 'data')}`], { stdio: 'ignore' });
  const ended = new Promise(done => child.on('exit', done).on('error', done));
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  const deadline = Date.now() + patience;
  while (!(await fetch(`http://localhost:${port}/-/ready`).catch(() => null))?.ok) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`${program} did not start. Install it: sudo apt-get install --yes prometheus`);
    await new Promise(done => setTimeout(done, 50));
  }
}
