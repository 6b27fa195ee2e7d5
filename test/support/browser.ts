import { type BrowserContext, chromium } from 'playwright-core';
import { findBrowser } from './findBrowser.mjs';
import { patienceMs } from './patience.ts';

export const viewport = { width: 1440, height: 900 };

/** A browser with a profile of its own, in which VS Code keeps secrets over reloads. */
export async function launchBrowser(profileDir: string, size = viewport): Promise<BrowserContext> {
  const executablePath = findBrowser();
  if (executablePath === undefined)
    throw new Error('No Chromium, Chrome or Edge was found; set CHROME_PATH to one.');
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath,
    headless: true,
    viewport: size,
    // Playwright would take a signal and let the process go on; without these it ends the browser at exit.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  context.setDefaultTimeout(patienceMs);
  return context;
}
