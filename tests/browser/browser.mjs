// One Chromium for all tests of a kind. Software WebGL is asked for by name, since Chromium is taking the silent fallback away.
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export const launch = (...flags) => chromium.launch({ executablePath: process.env.GYRUS_BROWSER ?? '/usr/bin/chromium', args: [...FLAGS, ...flags] });

// A small window, since software draws every pixel. A page that remembers what it should not do: requests, violations of its policy, errors, dialogs.
export async function open(browser, file, options = {}) {
  const page = await browser.newPage({ viewport: { width: 760, height: 420 }, ...options });
  page.setDefaultTimeout(60_000);
  page.faults = [];
  page.on('request', (r) => /^(file|data|blob):/.test(r.url()) || page.faults.push(`request ${r.url()}`));
  page.on('pageerror', (e) => page.faults.push(`error ${e.message}`));
  page.on('console', (m) => m.type() === 'error' && page.faults.push(`console ${m.text()}`));
  page.on('dialog', (d) => {
    page.faults.push(`dialog ${d.message()}`);
    d.dismiss();
  });
  await page.exposeFunction('gyrusTestFault', (text) => page.faults.push(text));
  await page.addInitScript(() => addEventListener('securitypolicyviolation', (e) => globalThis.gyrusTestFault(`policy ${e.violatedDirective} ${e.blockedURI}`)));
  await page.goto(`file://${file}`);
  return page;
}

export async function open3D(browser, file, options) {
  const page = await open(browser, file, options);
  await page.locator('.explorer').scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector('.explorer').dataset.state);
  return page;
}

export const shownEdges = (page) => page.evaluate(() => Number(document.querySelector('.explorer').dataset.shown));

// Processor time of the main thread until something is painted, in ms: unlike the clock, it does not depend on who else computes.
export async function costOfFirstPaint(browser, file) {
  const page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
  page.setDefaultTimeout(60_000);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`file://${file}`, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0, null, { polling: 20 });
  const { metrics } = await devtools.send('Performance.getMetrics');
  await page.close();
  return 1000 * metrics.find((m) => m.name === 'ThreadTime').value;
}
