// One Chromium for all tests of a kind. Software WebGL is asked for by name, since Chromium is taking the silent fallback away.
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export const launch = (...flags) => chromium.launch({ executablePath: process.env.GYRUS_BROWSER ?? '/usr/bin/chromium', args: [...FLAGS, ...flags] });

// A page that remembers what it should not do: requests, violations of its policy, errors, dialogs.
export async function open(browser, file, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 760 }, ...options });
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
