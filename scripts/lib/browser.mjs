import { chromium } from 'playwright-core';

const quietFlags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

/** Nothing moves: what fades and spins only costs time here, and cannot be clicked while it does. */
const still = `*, ::before, ::after {
  animation-duration: 1ms !important;
  animation-delay: 0s !important;
  animation-iteration-count: 1 !important;
  transition: none !important;
}`;

/**
 * Opens a page whose parts appear and vanish at once.
 * @param {import('playwright-core').BrowserContext | import('playwright-core').Browser} context
 */
export async function openStillPage(context) {
  const page = await context.newPage();
  await page.addInitScript(`addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = ${JSON.stringify(still)};
    document.head.append(style);
  })`);
  return page;
}

/**
 * Starts a headless Chromium with a fresh profile.
 * @param {string} executablePath
 */
export const launchBrowser = (executablePath) => chromium.launch({ executablePath, args: quietFlags });
