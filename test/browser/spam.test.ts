import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overflowOf, violationsOf } from '../support/browser/axe.ts';
import { type Business, call, newPortal } from '../support/browser/business.ts';
import { newSeat, SEATS, startChromium } from '../support/browser/chromium.ts';
import { type Server, startServer } from '../support/browser/server.ts';

/* What tells people from programs, in a real browser: nobody meets it, and it says what it should. */

const SITE_KEY = '1x00000000000000000000AA';
const AGAINST_SPAM = {
  honeypot: 'website_confirm',
  minSeconds: 2,
  turnstileSiteKey: SITE_KEY,
  turnstileSecret: '1x0000000000000000000000000000000AA',
};

let server: Server;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Stands in for Turnstile's script: a box of the size of its widget, a frame of its origin, and the token it adds. */
const WIDGET = `
for (const box of document.querySelectorAll('.cf-turnstile')) {
  const compact = box.dataset.size === 'compact';
  const frame = Object.assign(document.createElement('iframe'), { title: 'Widget', src: 'https://challenges.cloudflare.com/frame' });
  frame.style.cssText = compact ? 'width:150px;height:140px;border:0' : 'width:300px;height:65px;border:0';
  const token = Object.assign(document.createElement('input'), { type: 'hidden', name: 'cf-turnstile-response' });
  token.value = 'XXXX.DUMMY.TOKEN.XXXX ' + box.dataset.sitekey;
  box.append(frame, token);
}`;

async function withWidget(context: BrowserContext) {
  await context.route('https://challenges.cloudflare.com/**', (route) =>
    route.request().url().endsWith('/turnstile/v0/api.js')
      ? route.fulfill({ contentType: 'text/javascript', body: WIDGET })
      : route.fulfill({
          contentType: 'text/html',
          body: '<html lang="en"><title>Widget</title><main><h1>ok</h1></main></html>',
        }),
  );
}

const newPlace = async (language: 'he' | 'en'): Promise<Business> => {
  const business = await server.newBusiness(language);
  await call(business, 'PATCH', `/channels/${business.channelId}`, AGAINST_SPAM);
  return business;
};

/** What the browser posts when the button is pressed. It gets no further: the Worker would ask Cloudflare about it. */
async function posted(page: Page): Promise<URLSearchParams> {
  await page.route('**/*', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ contentType: 'text/html', body: 'Taken' }) : route.fallback(),
  );
  const [request] = await Promise.all([
    page.waitForRequest((it) => it.method() === 'POST'),
    page.click('button[type=submit]'),
  ]);
  await page.waitForLoadState();
  return new URLSearchParams(request.postData() ?? '');
}

/** The names of the fields that the Tab key reaches. */
async function reached(page: Page): Promise<string[]> {
  const names: string[] = [];
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    names.push(await page.evaluate('document.activeElement?.name ?? ""'));
  }
  return names;
}

describe.each(['he', 'en'] as const)('in %s', (language) => {
  test('a portal with the widget: axe finds nothing, nothing scrolls sideways, no policy is breached', async () => {
    const business = await newPlace(language);
    const { url } = await newPortal(business);
    const { context, page, faults } = await newSeat(browser, { language });
    await withWidget(context);
    await page.goto(url);
    await page.waitForSelector('.cf-turnstile iframe');
    for (const { width, colorScheme } of SEATS) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      expect(await violationsOf(page), `${width} px`).toEqual([]);
      expect(await overflowOf(page), `${width} px`).toBe(0);
    }
    expect(await reached(page)).not.toContain('KeletWebsite');
    expect(await page.locator('[name=KeletWebsite]').ariaSnapshot()).toBe('');
    await page.fill('[name=MobilePhone]', '052-1234567');
    await page.check('#consent');
    const sent = await posted(page);
    expect(sent.get('cf-turnstile-response')).toBe(`XXXX.DUMMY.TOKEN.XXXX ${SITE_KEY}`);
    expect(sent.get('KeletWebsite')).toBe('');
    expect(faults).toEqual([]);
    await context.close();
  });

  test('the sample form on somebody’s site says how long it was open, and nobody meets its honeypot', async () => {
    const business = await newPlace(language);
    const { html } = (await call(business, 'GET', `/channels/${business.channelId}/samples`)) as unknown as {
      html: string;
    };
    const { context, page, faults } = await newSeat(browser, { language });
    await withWidget(context);
    await page.route('https://shop.example/', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: `<!doctype html><html lang="${language}"><meta name="viewport" content="width=device-width"><title>Shop</title><main><h1>Shop</h1>${html}</main></html>`,
      }),
    );
    await page.goto('https://shop.example/');
    await page.waitForSelector('.cf-turnstile iframe');
    expect(await violationsOf(page)).toEqual([]);
    const names = await reached(page);
    expect(names).toContain('FirstName');
    expect(names).not.toContain('website_confirm');
    const box = await page.locator('[name=website_confirm]').evaluate((it) => {
      const { width, height } = it.closest('p')?.getBoundingClientRect() ?? { width: -1, height: -1 };
      return [width, height];
    });
    expect(box).toEqual([1, 1]);
    await page.fill('[name=Phone]', '052-1234567');
    const sent = await posted(page);
    expect(Number(sent.get('KeletOnPage'))).toBeGreaterThan(50);
    expect(sent.get('KeletOnPage')).toMatch(/^\d+$/);
    expect(sent.get('website_confirm')).toBe('');
    expect(sent.get('cf-turnstile-response')).toContain(SITE_KEY);
    expect(faults).toEqual([]);
    await context.close();
  });
});
