// Makes the pages that the tests look at, with the built program: a demo with and without 3-D, one of 116 regions, and one with hostile names.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const HOSTILE = [
  'a"><script>document.title=\'run\'</script>', '<img src=x onerror="document.title=\'run\'">', '</script><script>document.title=\'run\'</script>',
  '\' onmouseover=\'document.title="run"', 'javascript:document.title=1', '__proto__', 'constructor', '{{7*7}} ${7*7} &lt;b&gt; \u202Eabc',
];

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

export function makePages(program, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const gyrus = (...words) => execFileSync(program, [...words, '--quiet'], { stdio: ['ignore', 'inherit', 'inherit'] });
  const demo = join(folder, 'demo');
  gyrus('demo', '--out', demo);
  gyrus('report', demo, '--no-3d', '--out', join(folder, 'flat.html'));
  const large = join(folder, 'large');
  gyrus('demo', '--regions', '116', '--out', large);
  gyrus('report', large, '--no-3d', '--out', join(folder, 'large.html'));
  const tables = hostileTables(folder);
  gyrus('connectome', ...tables, '--labels', hostileLabels(folder), '--alpha', '0.05', '--out', join(folder, 'hostile'));
  gyrus('clean', ...tables, '--out', join(folder, 'clean'));
  gyrus('compare', ...tables, '--estimators', 'auto,cvc,shrinkage-cv', '--out', join(folder, 'compare'));
  return {
    demo: join(demo, 'report.html'), edges: join(demo, 'group_edges.tsv'), flat: join(folder, 'flat.html'), hostile: join(folder, 'hostile', 'report.html'),
    clean: join(folder, 'clean', 'report.html'), compare: join(folder, 'compare', 'report.html'),
    large: join(large, 'report.html'), largeEdges: join(large, 'group_edges.tsv'), largeFlat: join(folder, 'large.html'),
  };
}

// Three subjects of noise around a shared course: every pair of regions is connected.
function hostileTables(folder) {
  let state = 1;
  const noise = () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
  return [1, 2, 3].map((subject) => {
    const rows = Array.from({ length: 80 }, () => {
      const shared = noise();
      return HOSTILE.map(() => (shared + noise()).toFixed(6)).join('\t');
    });
    const path = join(folder, `sub-0${subject}_timeseries.tsv`);
    writeFileSync(path, [HOSTILE.map(quoted).join('\t'), ...rows].join('\n') + '\n');
    return path;
  });
}

function hostileLabels(folder) {
  const rows = HOSTILE.map((name, k) => [k + 1, quoted(name), 40 * Math.cos(k), 50 * Math.sin(k), 10 * (k % 4), quoted(HOSTILE[k % 3])].join('\t'));
  const path = join(folder, 'labels.tsv');
  writeFileSync(path, ['index\tname\tx\ty\tz\tnetwork', ...rows].join('\n') + '\n');
  return path;
}
