// Prints the circles among the folders of the page's sources. Usage: node folders.mjs FOLDER. Exits with 1 if there is one.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(process.argv[2]);
const arrows = new Map();
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  const from = relative(root, dirname(file));
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']*)'/g)) {
    const to = relative(root, dirname(join(dirname(file), path)));
    // The root puts the folders together.
    if (to !== from && from !== '') arrows.set(from, new Set([...arrows.get(from) ?? [], to]));
  }
}

const circles = [];
const visit = (folder, path) => {
  if (path.includes(folder)) circles.push([...path.slice(path.indexOf(folder)), folder].join(' -> '));
  else for (const next of arrows.get(folder) ?? []) visit(next, [...path, folder]);
};
for (const folder of arrows.keys()) visit(folder, []);
if (arrows.size === 0) circles.push(`${root} has no folders with sources`);
for (const circle of new Set(circles)) console.error(circle);
process.exitCode = circles.length > 0 ? 1 : 0;
