import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { costOfFirstPaint, launch, open, open3D, shownEdges } from './browser.mjs';
import { HOSTILE, makePages } from './pages.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pages = makePages(process.env.GYRUS_PROGRAM, new URL('../../artifacts/browser-pages', import.meta.url).pathname);
const with3D = readFileSync(pages.demo, 'utf8').includes('id="niivue"');
const only3D = { skip: with3D ? false : 'the program was built without NiiVue' };

async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`));
}

// The rule of EdgeThreshold, from the means in the table of edges: the test's own arithmetic.
const means = readFileSync(pages.edges, 'utf8').trim().split('\n').slice(1).map((line) => Number(line.split('\t')[2]));
const regions = 39;
function expectedEdges(amount, isPercentile) {
  const sizes = [...means.map(Math.abs), ...new Array((regions * (regions - 1)) / 2 - means.length).fill(0)].sort((a, b) => a - b);
  const position = (amount / 100) * (sizes.length - 1);
  const low = Math.floor(position);
  const cut = isPercentile ? sizes[low] + (position - low) * ((sizes[low + 1] ?? sizes[low]) - sizes[low]) : amount;
  return means.filter((m) => m !== 0 && Math.abs(m) >= cut).length;
}

describe('the report in 3-D', { ...only3D, timeout: 600_000 }, () => {
  let browser;
  let page;
  const explorer = (act, argument) => page.evaluate(`(${act})(document.querySelector('.explorer').explorer, ${JSON.stringify(argument)})`);
  const download = async (name) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };

  before(async () => {
    browser = await launch();
    page = await open3D(browser, pages.demo);
  });
  after(() => browser?.close());

  test('the view starts and is not blank', async () => {
    assert.equal(await page.getAttribute('.explorer', 'data-state'), 'ready');
    const colours = await explorer((e) => {
      const { nv } = e.view;
      nv.drawScene();
      const bytes = new Uint8Array(4 * nv.gl.drawingBufferWidth * nv.gl.drawingBufferHeight);
      nv.gl.readPixels(0, 0, nv.gl.drawingBufferWidth, nv.gl.drawingBufferHeight, nv.gl.RGBA, nv.gl.UNSIGNED_BYTE, bytes);
      let [grey, red, blue] = [0, 0, 0];
      for (let i = 0; i < bytes.length; i += 4) {
        const [r, g, b] = bytes.subarray(i, i + 3);
        grey += r < 245 && Math.abs(r - b) < 25 && Math.abs(r - g) < 25 ? 1 : 0;
        red += r > b + 50 ? 1 : 0;
        blue += b > r + 50 ? 1 : 0;
      }
      return { grey, red, blue };
    });
    assert.ok(colours.grey > 20_000, `brain: ${colours.grey} pixels`);
    assert.ok(colours.red > 500 && colours.blue > 500, `edges: ${JSON.stringify(colours)}`);
  });

  test('the glass brain is drawn before the 3-D view, at little cost', async (t) => {
    const cost = await costOfFirstPaint(browser, pages.demo);
    t.diagnostic(`processor time of the page until its first paint: ${Math.round(cost)} ms`);
    assert.ok(cost < 1000, `${cost} ms`);
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    t.diagnostic(`first contentful paint after ${Math.round(paint)} ms`);
    const ready = await page.evaluate(() => document.querySelector('.explorer').explorer.startedAt);
    assert.ok(paint < ready, `painted at ${paint} ms, 3-D began at ${ready} ms`);
  });

  test('the threshold shows the edges that the rule says', async () => {
    for (const [text, amount, isPercentile] of [['80%', 80, true], ['0.1', 0.1, false], ['95.5%', 95.5, true], ['0', 0, false], ['100%', 100, true]]) {
      await page.fill('.amount', text);
      await page.press('.amount', 'Enter');
      assert.equal(await shownEdges(page), expectedEdges(amount, isPercentile), text);
    }
    await page.fill('.amount', 'eighty');
    await page.press('.amount', 'Enter');
    assert.equal(await page.getAttribute('.amount', 'aria-invalid'), 'true');
    await page.fill('.amount', '80%');
    await page.press('.amount', 'Enter');
  });

  test('the slider obeys the keys, and the drawn edges follow', async () => {
    const before = await explorer((e) => e.view.mesh.edges.length);
    await page.focus('input[type="range"]');
    await page.keyboard.press('Home');
    await page.keyboard.press('PageUp');
    await page.waitForFunction(() => document.querySelector('.amount').value === '10%');
    await page.waitForFunction((n) => document.querySelector('.explorer').explorer.view.mesh.edges.length !== n, before);
    assert.equal(await explorer((e) => e.view.mesh.edges.length), expectedEdges(10, true));
    await page.keyboard.press('End');
    await page.waitForFunction(() => document.querySelector('.explorer').dataset.shown === '1');
    await page.fill('.amount', '80%');
    await page.press('.amount', 'Enter');
  });

  test('each view shows the side it names', async () => {
    const ends = async (name) => {
      await page.getByRole('button', { name, exact: true }).click();
      return explorer((e) => {
        const project = e.view.projection(100, 100);
        return { left: project([-60, -18, 4]), front: project([0, 70, 4]), top: project([0, -18, 70]), right: project([60, -18, 4]), bottom: project([0, -18, -60]) };
      });
    };
    const left = await ends('Left');
    assert.ok(left.front[0] < 45 && left.left[2] < left.right[2], 'left: the front is on the left, the left hemisphere near');
    const right = await ends('Right');
    assert.ok(right.front[0] > 55 && right.right[2] < right.left[2], 'right');
    const front = await ends('Front');
    assert.ok(front.left[0] > 55 && front.top[1] < 30, 'front: the left hemisphere is on the right, the top above');
    const back = await ends('Back');
    assert.ok(back.left[0] < 45 && back.top[1] < 30, 'back');
    const top = await ends('Top');
    assert.ok(top.left[0] < 45 && top.front[1] < 30 && top.top[2] < top.bottom[2], 'top: the front is above, the left on the left');
    const bottom = await ends('Bottom');
    assert.ok(bottom.front[1] < 30 && bottom.bottom[2] < bottom.top[2], 'bottom');
  });

  test('the arrow keys turn the view and Escape clears the selection', async () => {
    await page.focus('.view');
    const before = await explorer((e) => e.view.angles);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('+');
    const turned = await explorer((e) => e.view.angles);
    assert.equal((turned[0] - before[0] + 360) % 360, 10);
    assert.notEqual(turned[1], before[1]);
    await page.getByLabel('Region', { exact: true }).selectOption({ index: 5 });
    await page.focus('.view');
    await page.keyboard.press('Escape');
    assert.equal(await explorer((e) => e.region), -1);
  });

  test('a region chosen shows its edges only', async () => {
    const name = await page.getByLabel('Region', { exact: true }).locator('option').nth(9).textContent();
    await page.getByLabel('Region', { exact: true }).selectOption({ index: 9 });
    const rows = await page.locator('.list tbody button').allTextContents();
    assert.ok(rows.length > 0 && rows.every((r) => r.split(' – ').includes(name)), rows.join('; '));
    assert.equal(await explorer((e) => e.view.mesh.edges.length), rows.length);
    await page.getByLabel('Region', { exact: true }).selectOption({ index: 0 });
  });

  test('a node under the pointer is named', async () => {
    const target = await explorer((e) => {
      const box = e.box.getBoundingClientRect();
      const at = e.placesOnScreen(box.width, box.height);
      const i = e.strengths.indexOf(Math.max(...e.strengths));
      return { x: box.left + at[i][0], y: box.top + at[i][1], names: e.scene.names };
    });
    await page.mouse.move(target.x - 3, target.y);
    await page.mouse.move(target.x, target.y);
    await page.waitForFunction(() => !document.querySelector('.tip').hidden);
    const tip = await page.textContent('.tip');
    assert.ok(target.names.some((n) => tip.startsWith(n)), tip);
    await page.mouse.move(5, 5);
  });

  test('an edge pointed at in the list is marked in the matrices and the table, and the other way round', async () => {
    const first = page.locator('.list tbody button').first();
    await first.focus();
    const [a, b] = (await first.textContent()).split(' – ');
    assert.equal(await page.locator('.matrix .mark').isVisible(), true);
    assert.equal(await page.locator('table[data-file="edges.tsv"] tr.pointed').count(), 1);
    const pointed = await page.locator('table[data-file="edges.tsv"] tr.pointed').evaluate((r) => [r.cells[0].textContent, r.cells[1].textContent]);
    assert.deepEqual(pointed.sort(), [a, b].sort());
    const figure = page.locator('figure[data-file="group-partial-correlation.svg"]');
    assert.equal(await figure.locator('rect[visibility="visible"]').count(), 2);
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await page.evaluate(() => document.activeElement.textContent), `${a} – ${b}`);

    await figure.locator('.picture').focus();
    const names = await explorer((e) => e.scene.names);
    for (let k = 0; k <= names.indexOf(b); k++) {
      await page.keyboard.press('ArrowRight');
    }
    for (let k = 0; k < names.indexOf(a); k++) {
      await page.keyboard.press('ArrowDown');
    }
    assert.equal(await page.locator('.list tr.pointed button').textContent(), `${a} – ${b}`);
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.list button[aria-pressed="true"]').textContent(), `${a} – ${b}`);
    await page.focus('.view');
    await page.keyboard.press('Escape');
  });

  test('a subject chosen shows that subject', async () => {
    const mean = await page.locator('.list tbody td.n').first().textContent();
    await page.getByLabel('Connectome', { exact: true }).selectOption({ index: 2 });
    assert.notEqual(await page.locator('.list tbody td.n').first().textContent(), mean);
    await page.getByLabel('Connectome', { exact: true }).selectOption({ index: 0 });
    assert.equal(await page.locator('.list tbody td.n').first().textContent(), mean);
  });

  test('edges, picture and figure are downloaded whole', async () => {
    const tsv = await download('Download TSV of the edges shown');
    assert.equal(tsv.name, 'edges-shown.tsv');
    const values = tsv.bytes.toString().trim().split('\n').slice(1).map((l) => Number(l.split('\t')[2]));
    assert.equal(values.length, await shownEdges(page));
    assert.deepEqual(values.map(Math.abs).slice(0, 5), means.map(Math.abs).sort((a, b) => b - a).slice(0, 5));
    const png = await download('Download PNG of the 3-D view');
    assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
    assert.ok(png.bytes.length > 10_000);
    const svg = await download(/^Download SVG: Group-sparse/);
    assert.equal(svg.name, 'group-glass-brain.svg');
    assert.match(svg.bytes.toString(), /^<svg [\s\S]*<\/svg>$/);
  });

  test('printed, it is the glass brain', async () => {
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.stage').isVisible(), false);
    assert.equal(await page.locator('.explorer figure .picture').isVisible(), true);
    await page.emulateMedia({ media: 'screen' });
    assert.equal(await page.locator('.explorer figure .picture').isVisible(), false);
  });

  test('the glass brain and the 3-D view change places', async () => {
    await page.getByRole('button', { name: 'Show the glass brain' }).click();
    assert.equal(await page.locator('.explorer figure .picture').isVisible(), true);
    await page.getByRole('button', { name: 'Show in 3-D' }).click();
    assert.equal(await page.locator('.stage').isVisible(), true);
  });

  test('on a narrow window nothing is wider than the window', async () => {
    await page.setViewportSize({ width: 400, height: 760 });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 400);
    await page.setViewportSize({ width: 760, height: 420 });
  });

  test('axe finds nothing, with all that folds open', async () => {
    await page.locator('.list tbody button').first().click();
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
    assert.deepEqual(await violations(page), []);
  });

  test('nothing was requested, refused or wrong', () => assert.deepEqual(page.faults, []));

  test('hostile names are text', async () => {
    const hostile = await open3D(browser, pages.hostile);
    assert.equal(await hostile.getAttribute('.explorer', 'data-state'), 'ready');
    await hostile.fill('.amount', '0');
    await hostile.press('.amount', 'Enter');
    const shown = await hostile.getByLabel('Region', { exact: true }).locator('option').allTextContents();
    assert.deepEqual(shown.slice(1), HOSTILE);
    await hostile.locator('.list tbody button').first().click();
    await hostile.getByLabel('Region', { exact: true }).selectOption({ index: 1 });
    await hostile.locator('label:has-text("Names") input').check();
    await hostile.locator('table[data-file="regions.tsv"] tbody tr').nth(5).click();
    assert.equal(await hostile.title(), 'Connectome report');
    assert.equal(await hostile.locator('img, script[src]').count(), 0);
    assert.deepEqual(hostile.faults, []);
    await hostile.close();
  });
});

describe('the report without 3-D', { timeout: 300_000 }, () => {
  let browser;
  before(async () => (browser = await launch('--disable-3d-apis')));
  after(() => browser?.close());

  test('without WebGL the page says so and shows the glass brain', only3D, async () => {
    const page = await open3D(browser, pages.demo);
    assert.equal(await page.getAttribute('.explorer', 'data-state'), 'without');
    assert.match(await page.textContent('.without'), /WebGL/);
    assert.equal(await page.locator('.explorer figure .picture svg').isVisible(), true);
    assert.equal(await page.locator('.stage').isVisible(), false);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(page.faults, []);
    await page.close();
  });

  test('--no-3d leaves everything of it out', async () => {
    assert.ok(statSync(pages.flat).size < 350_000, `${statSync(pages.flat).size} bytes`);
    const page = await open(browser, pages.flat);
    assert.equal(await page.locator('.explorer, #niivue').count(), 0);
    assert.equal(await page.locator('figure[data-file="group-glass-brain.svg"] svg').isVisible(), true);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(page.faults, []);
    await page.close();
  });

  for (const name of ['clean', 'compare']) {
    test(`the page of gyrus ${name} keeps the rules`, async () => {
      const page = await open(browser, pages[name], { viewport: { width: 400, height: 760 } });
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 400);
      await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(page.faults, []);
      assert.notEqual(await page.title(), 'run');
      await page.close();
    });
  }

  test('a page of 116 regions stays small', async () => {
    assert.ok(statSync(pages.largeFlat).size < 400_000, `${statSync(pages.largeFlat).size} bytes`);
    assert.ok(statSync(pages.large).size < 3_000_000, `${statSync(pages.large).size} bytes`);
    const page = await open(browser, pages.largeFlat);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(page.faults, []);
    await page.close();
  });

  test('every cell of a row says the value of the table', async () => {
    const page = await open(browser, pages.largeFlat);
    const figure = page.locator('figure[data-file="group-partial-correlation.svg"]');
    const means = new Map(readFileSync(pages.largeEdges, 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t'))
      .flatMap(([a, b, mean]) => [[`${a} – ${b}`, mean], [`${b} – ${a}`, mean]]));
    await figure.locator('.picture[role="application"]').focus();
    await page.keyboard.press('ArrowRight');
    for (let k = 0; k < 40; k++) {
      await page.keyboard.press('ArrowDown');
    }
    const status = figure.locator('[role="status"]');
    const read = [];
    for (let k = 0; k < 116; k++) {
      read.push(await status.textContent());
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Escape');
    for (const text of read) {
      const [pair, shown] = text.split(': ');
      const mean = Number(means.get(pair) ?? 0);
      const small = /^between 0 and (.*)$/.exec(shown);
      const value = Number((small?.[1] ?? shown).replace('−', '-'));
      assert.ok(small ? mean / value > 0 && mean / value <= 1 : Math.abs(value - mean) <= 0.00051, `${text}, ${mean}`);
      assert.equal(mean === 0, shown === '0', `${text}, ${mean}`);
    }
    assert.equal(new Set(read).size, 116);
    await page.close();
  });

  test('the half of a matrix above its diagonal is drawn, as the mirror image of the other', async () => {
    const page = await open(browser, pages.largeFlat, { viewport: { width: 1300, height: 1000 } });
    const image = page.locator('figure[data-file="group-correlation.svg"] image');
    await image.scrollIntoViewIfNeeded();
    const shot = (await page.screenshot({ clip: await image.boundingBox(), scale: 'css' })).toString('base64');
    const blank = await browser.newPage();
    const { differing, below, above } = await blank.evaluate(async (shot) => {
      const picture = Object.assign(new Image(), { src: `data:image/png;base64,${shot}` });
      await picture.decode();
      const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      pen.drawImage(picture, 0, 0);
      const at = (i, j) => [...pen.getImageData(Math.floor(((j + 0.5) / 116) * picture.width), Math.floor(((i + 0.5) / 116) * picture.height), 1, 1).data];
      const hasColour = (i, j) => Math.min(...at(i, j)) < 235;
      let [differing, below, above] = [0, 0, 0];
      for (let i = 2; i < 116; i += 3) {
        for (let j = 1; j < i; j += 3) {
          differing += String(at(i, j)) !== String(at(j, i)) ? 1 : 0;
          below += hasColour(i, j) ? 1 : 0;
          above += hasColour(j, i) ? 1 : 0;
        }
      }
      return { differing, below, above };
    }, shot);
    assert.ok(differing < 60, `${differing} cells differ from their mirror image`); // lines between networks cover some
    assert.ok(below > 200 && Math.abs(above - below) < 0.1 * below, `cells with a colour: ${below} below, ${above} above`);
    await blank.close();
    await page.close();
  });

  test('a cell of a matrix is read with the keys', async () => {
    const page = await open(browser, pages.flat);
    const figure = page.locator('figure[data-file="group-partial-correlation.svg"]');
    await figure.locator('.picture[role="application"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    assert.match(await figure.locator('[role="status"]').textContent(), / – .*: /);
    assert.deepEqual(page.faults, []);
    await page.close();
  });
});
