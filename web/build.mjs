// Bundles the page, and the report of scores, and writes them, compressed, to where the simulator embeds them. Usage: node build.mjs [--check]
// It needs zopfli, whose gzip is some percent smaller. With --check it needs none, writes nothing, and exits with 1 if the files there are not what the sources give.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const pages = new URL('../src/MetricsSimulator.Cli/Page/', import.meta.url);
const reports = new URL('../src/MetricsSimulator.Cli/Scoring/Pages/', import.meta.url);
const isCheck = process.argv.includes('--check');
const notice = '/*! Contains preact, Copyright (c) 2015-present Jason Miller, and uPlot, Copyright (c) Leon Sorokin, both under the MIT License. */';

const bundle = await build({
  entryPoints: { page: 'src/main.tsx' },
  absWorkingDir: new URL('.', import.meta.url).pathname,
  outdir: 'out',
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  banner: { js: notice },
  logLevel: 'warning',
});
const bundled = bundle.outputFiles.map(file => [file.path.slice(file.path.lastIndexOf('/') + 1), Buffer.from(file.contents)]);
// The page knows what its files have to be, so that a saved copy can permit them and nothing else.
let page = await readFile(new URL('src/page.html', import.meta.url), 'utf8');
for (const [name, content] of bundled) page = page.replace(`"${name}"`, `"${name}" integrity="sha256-${createHash('sha256').update(content).digest('base64')}"`);
const files = [['page.html', Buffer.from(page)], ...bundled].map(([name, content]) => [pages, name, content]);
for (const loader of ['html', 'css', 'js']) {
  const source = await readFile(new URL(`score/report.${loader}`, import.meta.url), 'utf8');
  files.push([reports, `report.${loader}`, Buffer.from(loader === 'html' ? source : (await transform(source, { loader, minify: true })).code)]);
}

let stale = false;
let total = 0;
for (const [folder, name, content] of files) {
  const target = new URL(`${name}.gz`, folder);
  if (isCheck) {
    const before = await readFile(target).then(gunzipSync, () => null);
    if (before !== null && before.equals(content)) continue;
    stale = true;
    console.error(`${name}.gz is not what the sources in web/ give. Run: make page`);
  } else {
    const compressed = compress(content);
    if (folder === pages) total += compressed.length;
    await writeFile(target, compressed);
    console.log(`${name}.gz ${compressed.length} bytes, ${content.length} before compression`);
  }
}

if (!isCheck) console.log(`${total} bytes in all for the page`);
process.exitCode = stale ? 1 : 0;

function compress(content) {
  const temporary = mkdtempSync(join(tmpdir(), 'page-'));
  try {
    const file = join(temporary, 'content');
    writeFileSync(file, content);
    const { status, stdout, error } = spawnSync('zopfli', ['-c', file]);
    if (status === 0) return stdout;
    console.error(error?.code === 'ENOENT' ? 'zopfli is missing. Install it: apt-get install zopfli' : 'zopfli failed.');
    process.exit(1);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}
