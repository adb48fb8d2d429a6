import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Business, call } from '../support/browser/business.ts';
import { newSeat, startChromium } from '../support/browser/chromium.ts';
import { type Server, startServer } from '../support/browser/server.ts';
import { publish } from './samples-page.ts';
import { CURL, runInShell } from './samples-shell.ts';

/* Every sample of a channel, pasted where people paste it, makes the lead it shows. */

interface Samples {
  html: string;
  xml: string;
  url: string;
  curl: string;
  json: string;
}

interface Written {
  status: string;
  wayIn: string;
  warnings: { code: string }[];
  contact: Record<string, unknown> & { custom: Record<string, unknown> };
}

let server: Server;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const WORDS = {
  he: {
    names: ['שם פרטי', 'שם משפחה', 'טלפון', 'דוא"ל', 'עיר', 'הערות'],
    news: 'אני רוצה לקבל עדכונים',
    rooms: ['חדרים', 'שלושה ומעלה', 'סטודיו'],
    person: ['טל', "ז'בוטינסקי", '052-7654321', 'tal@example.com', 'תל אביב', 'אחרי "שש", בבקשה & תודה'],
    send: 'שליחה',
    direction: 'rtl',
    thanks: 'תודה',
  },
  en: {
    names: ['First name', 'Last name', 'Phone', 'E-mail', 'City', 'Notes'],
    news: 'Send me news',
    rooms: ['Rooms', "It's 3 & more", 'Studio'],
    person: ['Tal', "O'Hara", '052-7654321', 'tal@example.com', 'Tel Aviv', 'After "six", please & thank you'],
    send: 'Send',
    direction: 'ltr',
    thanks: 'Thank you',
  },
} as const;
const FIELDS = ['FirstName', 'LastName', 'Phone', 'Email', 'City', 'Remarks'];

/** The contact that this person becomes. */
const contactOf = ([firstName, lastName, phone, email, city, notes]: readonly string[]) => ({
  firstName,
  lastName,
  phone,
  email,
  city,
  notes,
});

/** A business with a field of its own, and the samples of a channel that takes these formats. */
async function newSamples(language: 'he' | 'en', waysIn = ['html-form', 'xml', 'url', 'json']) {
  const business = await server.newBusiness(language);
  const [label, ...options] = WORDS[language].rooms;
  await call(business, 'POST', '/fields', { key: 'rooms', label, type: 'oneOf', options });
  await call(business, 'PATCH', `/channels/${business.channelId}`, { waysIn });
  const samples = (await call(business, 'GET', `/channels/${business.channelId}/samples`)) as unknown as Samples;
  return { business, samples };
}

/** What became of the lead whose id stands in this answer. */
async function written(business: Business, answer: string): Promise<Written> {
  const [id] = /\b[0-9a-z]{38}\b/.exec(answer) ?? [];
  expect(id, answer).toBeDefined();
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    const lead = (await call(business, 'GET', `/leads/${id}`)) as unknown as Written;
    if (lead.status !== 'queued') return lead;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The lead was not written within 20 s');
}

describe.each(['he', 'en'] as const)('in %s', (language) => {
  const { names, news, rooms, person, send, direction, thanks } = WORDS[language];

  test('the HTML form, pasted into an empty page of another site, filled in and sent', async () => {
    const { business, samples } = await newSamples(language);
    const site = await publish(samples.html);
    const { context, page, faults } = await newSeat(browser, { language });
    await page.goto(site.url);
    expect(new URL(page.url()).origin).not.toBe(business.origin);
    for (const [i, name] of names.entries()) await page.getByLabel(name, { exact: true }).fill(person[i] ?? '');
    await page.getByLabel(rooms[0]).selectOption(rooms[2]);
    await page.getByLabel(news).check();
    await page.getByRole('button', { name: send }).click();
    await page.waitForURL(`${business.origin}/**`);
    expect(await page.getAttribute('html', 'dir')).toBe(direction);
    expect(await page.textContent('h1')).toContain(thanks);

    expect(await written(business, (await page.textContent('code')) ?? '')).toMatchObject({
      status: 'created',
      wayIn: 'html-form',
      warnings: [],
      contact: { ...contactOf(person), mailingList: true, custom: { rooms: rooms[2] } },
    });
    expect(faults.filter((fault) => !/favicon/.test(fault))).toEqual([]);
    await context.close();
    await site.close();
  });

  test('the HTML form says in the browser what is missing, and sends nothing', async () => {
    const { business, samples } = await newSamples(language);
    const site = await publish(samples.html);
    const { context, page } = await newSeat(browser, { language });
    await page.goto(site.url);
    await page.getByLabel(names[0], { exact: true }).fill(person[0]);
    await page.getByRole('button', { name: send }).click();
    expect(await page.locator(':invalid[name]').evaluateAll((all) => all.map((it) => it.getAttribute('name')))).toEqual(
      ['Phone'],
    );
    expect(page.url()).toBe(site.url);
    expect((await call(business, 'GET', '/leads')).items).toEqual([]);
    await context.close();
    await site.close();
  });

  test('the URL, with every value in brackets replaced, opened in the browser', async () => {
    const { business, samples } = await newSamples(language);
    const values = new Map<string, string>([
      ...FIELDS.map((name, i) => [name, person[i] ?? ''] as const),
      ['rooms', rooms[2]],
    ]);
    const url = samples.url.replaceAll(/([^?&=]+)=\[[^\]]*\]/g, (_, name: string) => {
      return `${name}=${encodeURIComponent(values.get(decodeURIComponent(name)) ?? '')}`;
    });
    expect(url).not.toContain('[');
    const { context, page, faults } = await newSeat(browser, { language });
    await page.goto(url);
    expect(await page.textContent('h1')).toContain(thanks);
    expect(await written(business, (await page.textContent('code')) ?? '')).toMatchObject({
      status: 'created',
      wayIn: 'url',
      warnings: [],
      contact: { ...contactOf(person), custom: { rooms: rooms[2] } },
    });
    expect(faults).toEqual([]);
    await context.close();
  });

  const sampled = {
    status: 'created',
    warnings: [],
    contact: {
      firstName: language === 'he' ? 'נועה' : 'Noa',
      email: 'noa.mizrahi@example.com',
      phone: '04-8555123',
      company: language === 'he' ? 'מזרחי ובניו' : 'Mizrahi & Sons',
      mailingList: true,
      custom: { rooms: rooms[1] },
    },
  };

  test.each([
    { waysIn: ['html-form', 'xml', 'url', 'json'], wayIn: 'html-form' },
    { waysIn: ['json'], wayIn: 'json' },
    { waysIn: ['xml'], wayIn: 'xml' },
    { waysIn: ['url'], wayIn: 'url' },
  ])(`the command of a channel, which comes in as $wayIn, run in a shell by ${CURL}`, async ({ waysIn, wayIn }) => {
    const { business, samples } = await newSamples(language, waysIn);
    expect(samples.curl).toMatch(/^curl /);
    const answer = await runInShell(samples.curl);
    expect(await written(business, answer)).toMatchObject({ ...sampled, wayIn });
  });

  test.each([
    { sample: 'xml', contentType: 'application/xml' },
    // What curl itself says when it is told nothing.
    { sample: 'xml', contentType: 'application/x-www-form-urlencoded' },
    { sample: 'json', contentType: 'application/json' },
  ] as const)(`the $sample, saved and posted as $contentType by ${CURL}`, async ({ sample, contentType }) => {
    const { business, samples } = await newSamples(language);
    const command = `curl '${business.intakeUrl}' -H 'Content-Type: ${contentType}' --data-binary @-`;
    const answer = await runInShell(command, samples[sample]);
    expect(await written(business, answer)).toMatchObject({ ...sampled, wayIn: sample });
  });
});
