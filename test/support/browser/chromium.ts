import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium as playwright } from 'playwright-core';
import type { Server } from './server.ts';

/** What that package adds for machines smaller than ours: a single process dies with its first page. */
const UNWANTED = new Set([
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
]);

/** A real Chromium, from its npm package. It asks nobody anything. */
export const startChromium = async (): Promise<Browser> =>
  playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...chromium.args.filter((argument) => !UNWANTED.has(argument)),
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });

/** Where people sit: a small phone, a phone at night, a desktop. */
export const SEATS = [
  { width: 320, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const;

interface Seat {
  language: 'he' | 'en';
  javaScriptEnabled?: boolean;
}

/** A browser window of its own, in which every breach of a page's policy counts as a fault. */
export async function newSeat(browser: Browser, { language, javaScriptEnabled }: Seat) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 800 },
    // A colour on its way to another has neither's contrast.
    reducedMotion: 'reduce',
    locale: language === 'he' ? 'he-IL' : 'en-US',
    ...(javaScriptEnabled === undefined ? {} : { javaScriptEnabled }),
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    // A refusal is an answer, and Chromium remarks on it.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  return { context, page, faults };
}

/** Requests of a context that left the Worker's own address. */
export function watchRequests(context: BrowserContext, { url }: Server): string[] {
  const strangers: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  return strangers;
}
