// Takes NiiVue from npm, as package-lock.json pins it, and leaves its one file, compressed, where the build asks for it.
// Usage: node take-niivue.mjs VERSION FILE
import { execSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const [version, file] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'gyrus-npm-'));
try {
  for (const name of ['package.json', 'package-lock.json']) {
    copyFileSync(join(here, name), join(work, name));
  }

  // Nothing of the package runs here: it is unpacked, and its hash is compared with the lock file's.
  execSync('npm ci --ignore-scripts --omit=optional --no-audit --no-fund --prefer-offline --fetch-retries=1 --fetch-timeout=60000', {
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const taken = join(work, 'node_modules', '@niivue', 'niivue');
  const found = JSON.parse(readFileSync(join(taken, 'package.json'), 'utf8')).version;
  if (found !== version) {
    throw new Error(`The build asks for NiiVue ${version}, but package-lock.json pins ${found}.`);
  }

  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, gzipSync(readFileSync(join(taken, 'dist', 'niivue.umd.js')), { level: 9 }));
  renameSync(unfinished, file);
} finally {
  rmSync(work, { recursive: true, force: true });
}
