import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overflowOf, violationsOf } from '../support/browser/axe.ts';
import { type Business, call, newForm, newPortal } from '../support/browser/business.ts';
import { newSeat, SEATS, startChromium, watchRequests } from '../support/browser/chromium.ts';
import { type Server, startServer } from '../support/browser/server.ts';

/* What people see, in a real browser: every public page in both languages, on a phone and a desktop, light and dark. */

let server: Server;
let browser: Browser;
const places = new Map<string, { business: Business; form: string; portal: string }>();

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startChromium()]);
  for (const language of ['he', 'en'] as const) {
    const business = await server.newBusiness(language);
    await call(business, 'POST', '/processes', { name: language === 'he' ? 'תיקון' : 'Repair', stages: ['א', 'ב'] });
    const form = await newForm(business);
    const portal = await newPortal(business);
    places.set(language, { business, form: form.url, portal: portal.url });
  }
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const placeOf = (language: 'he' | 'en') => {
  const place = places.get(language);
  if (!place) throw new Error('The business was not set up');
  return place;
};

/** Targets a finger may miss: buttons, inputs, summaries and labels of boxes below 44 pixels. */
const smallTargetsOf = (page: Page) =>
  page
    .locator('button, input:not([type=hidden], [type=checkbox]), select, textarea, summary, label.check')
    .evaluateAll((all) =>
      all
        .map((it) => ({ name: it.outerHTML.slice(0, 60), box: it.getBoundingClientRect() }))
        .filter(({ box }) => box.height > 0 && box.height < 44)
        .map(({ name, box }) => `${name} ${box.height}`),
    );

/** Every public page, brought about the way people bring it about. */
const PAGES: Record<string, (page: Page, language: 'he' | 'en') => Promise<unknown>> = {
  help: (page, language) => page.goto(placeOf(language).business.intakeUrl),
  'help with its samples open': async (page, language) => {
    await page.goto(placeOf(language).business.intakeUrl);
    for (const summary of await page.locator('summary').all()) await summary.click();
  },
  'thank-you': (page, language) =>
    page.goto(`${placeOf(language).business.intakeUrl}?FirstName=Dana&Phone=052-1234567`),
  refused: (page, language) => page.goto(`${placeOf(language).business.intakeUrl}?FirstName=Dana&Shoe=42`),
  'no such channel': (page) => page.goto(`${server.url}/in/made-up`),
  form: (page, language) => page.goto(placeOf(language).form),
  'form with everything open': async (page, language) => {
    await page.goto(placeOf(language).form);
    await page.locator('summary').click();
  },
  'form that asks about filler': async (page, language) => {
    await page.goto(placeOf(language).form);
    await page.fill('[name=MobilePhone]', '0500000000');
    await page.press('[name=MobilePhone]', 'Enter');
  },
  'form about somebody known': async (page, language) => {
    await page.goto(placeOf(language).form);
    await page.fill('[name=MobilePhone]', '052-7654321');
    await page.fill('[name=FirstName]', 'דנה');
    await page.press('[name=FirstName]', 'Enter');
    await page.goto(placeOf(language).form);
    await page.fill('[name=MobilePhone]', '052-7654321');
    await page.click('[value=check]');
  },
  'result of the form': async (page, language) => {
    await page.goto(placeOf(language).form);
    await page.fill('[name=MobilePhone]', '052-7654321');
    await page.fill('[name=Remarks]', String(Math.random()));
    await page.click('.actions button');
  },
  'no such form': (page) => page.goto(`${server.url}/form/made-up`),
  portal: (page, language) => page.goto(placeOf(language).portal),
  'portal that was not filled in': async (page, language) => {
    await page.goto(placeOf(language).portal);
    await page.check('#consent');
    await page.click('.actions button');
  },
  'thank-you of the portal': async (page, language) => {
    await page.goto(placeOf(language).portal);
    await page.fill('[name=MobilePhone]', '052-1234567');
    await page.check('#consent');
    await page.click('.actions button');
  },
  'no such portal': (page) => page.goto(`${server.url}/portal/made-up`),
};

describe.each(['he', 'en'] as const)('in %s', (language) => {
  test.each(Object.keys(PAGES))(
    '%s: axe finds nothing, nothing scrolls sideways, every target is 44 px',
    async (name) => {
      const { context, page, faults } = await newSeat(browser, { language });
      const strangers = watchRequests(context, server);
      await PAGES[name]?.(page, language);
      for (const { width, colorScheme } of SEATS) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        const seat = `${width} px, ${colorScheme}`;
        expect(await violationsOf(page), seat).toEqual([]);
        expect(await overflowOf(page), seat).toBe(0);
        expect(await smallTargetsOf(page), seat).toEqual([]);
      }
      expect(faults).toEqual([]);
      expect(strangers).toEqual([]);
      await context.close();
    },
  );
});

test('the checks see what is wrong', async () => {
  const { context, page } = await newSeat(browser, { language: 'en' });
  await page.setContent(
    '<p style="color:#ccc;width:2000px">Pale and wide</p><input><button style="height:20px">x</button>',
  );
  const rules = (await violationsOf(page)).map((violation) => violation.split(':')[0]);
  expect(rules).toEqual(expect.arrayContaining(['color-contrast', 'html-has-lang', 'label', 'region']));
  expect(await overflowOf(page)).toBeGreaterThan(1000);
  expect(await smallTargetsOf(page)).toHaveLength(2);
  await context.close();
});

test('the font is our own and has Hebrew; the policy lets nothing run', async () => {
  const { context, page } = await newSeat(browser, { language: 'he' });
  const response = await page.goto(placeOf('he').portal);
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|script-src|\*/);
  const loaded = await page.evaluate(async () => {
    type Fonts = { ready: Promise<Iterable<{ family: string; status: string }>> };
    const { fonts } = (globalThis as unknown as { document: { fonts: Fonts } }).document;
    return [...(await fonts.ready)].filter(({ status }) => status === 'loaded').map(({ family }) => family);
  });
  expect(loaded).toContain('Assistant');
  const font = await fetch(`${server.url}/assets/assistant-5.3.0-hebrew.woff2`);
  expect(font.headers.get('cache-control')).toContain('immutable');
  await context.close();
});

test('a form is filled in and sent by keyboard alone, and without scripts', async () => {
  const { context, page } = await newSeat(browser, { language: 'he', javaScriptEnabled: false });
  await page.goto(placeOf('he').form);
  await page.keyboard.press('Tab');
  await page.keyboard.type('054-4443322');
  for (const text of ['', 'נועה', 'כהן', 'noa@example.com', 'חיפה']) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('לחזור בערב');
  // Past the details, which stay closed, to the operator's name.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('רינה');
  await page.keyboard.press('Enter');
  await page.waitForLoadState();
  expect(await page.textContent('h1')).toContain('נפתח כרטיס לקוח חדש');
  expect(await page.textContent('dl')).toContain('נוצר קשר');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForLoadState();
  expect(await page.inputValue('#operator')).toBe('רינה');
  await context.close();
});

test('a page that refused a lead lets it go on to where the lead wanted to go', async () => {
  const { business } = placeOf('en');
  const target = await server.newBusiness('en');
  const { host } = new URL(target.intakeUrl);
  const elsewhere = `http://localhost:${host.split(':')[1]}`;
  await call(business, 'PATCH', `/channels/${business.channelId}`, { redirectHosts: [new URL(elsewhere).host] });
  const { context, page, faults } = await newSeat(browser, { language: 'en' });
  await page.setContent(
    `<form method="post" action="${business.intakeUrl}"><input name="FirstName" value="Dana"><input name="RedirectTo" value="${elsewhere}/healthz"><button>Send</button></form>`,
  );
  await page.click('button');
  await page.waitForSelector('[role=alert]');
  await page.fill('[name=Phone]', '052-1234567');
  await page.click('.actions button');
  await page.waitForURL(/healthz\?lead=/);
  expect(faults).toEqual([]);
  await context.close();
});
