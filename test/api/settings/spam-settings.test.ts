import { exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { call, get, newOwner, type Owner, sendLead } from '../../support/worker/owner.ts';

const SITE_KEY = '0x4AAAAAAAsite-key_of_tests';
const SECRET = '0x4AAAAAAAsecret-of-the-tests';
const BOTH = { turnstileSiteKey: SITE_KEY, turnstileSecret: SECRET };

const patch = (owner: Owner, wish: unknown) => call(owner, 'PATCH', `/channels/${owner.channelId}`, wish);
const samplesOf = async (owner: Owner) => (await get(owner, `/channels/${owner.channelId}/samples`)).body;

describe('the settings against spam', () => {
  test('are off until somebody turns them on, and can be turned off', async () => {
    const owner = await newOwner();
    const off = { honeypot: null, minSeconds: 0, turnstileSiteKey: null, turnstileSecretSet: false };
    expect((await get(owner, `/channels/${owner.channelId}`)).body).toMatchObject(off);
    const { body } = await patch(owner, { honeypot: ' website_confirm ', minSeconds: 3, ...BOTH });
    const on = { honeypot: 'website_confirm', minSeconds: 3, turnstileSiteKey: SITE_KEY, turnstileSecretSet: true };
    expect(body).toMatchObject(on);
    expect((await patch(owner, { name: 'Renamed' })).body).toMatchObject(on);
    const none = { honeypot: null, minSeconds: 0, turnstileSiteKey: null, turnstileSecret: null };
    expect((await patch(owner, none)).body).toMatchObject(off);
  });

  test('never show Turnstile’s secret', async () => {
    const owner = await newOwner();
    const answers = [
      await patch(owner, BOTH),
      await call(owner, 'POST', '/channels', { name: 'Another', ...BOTH }),
      await get(owner, '/channels'),
      await get(owner, `/channels/${owner.channelId}/samples`),
    ];
    for (const { status, body } of answers) {
      expect(status).toBeLessThan(300);
      expect(JSON.stringify(body)).not.toContain(SECRET);
    }
    const help = await exports.default.fetch(owner.intakeUrl, { headers: { accept: 'application/json' } });
    expect(await help.text()).not.toContain(SECRET);
  });

  test.each([
    [{ turnstileSiteKey: SITE_KEY }, 'turnstileSecret'],
    [{ turnstileSecret: SECRET }, 'turnstileSecret'],
    [{ ...BOTH, turnstileSiteKey: '"><script>' }, 'turnstileSiteKey'],
    [{ minSeconds: 61 }, 'minSeconds'],
    [{ minSeconds: 1.5 }, 'minSeconds'],
    [{ honeypot: '' }, 'honeypot'],
    [{ honeypot: 'Phone' }, 'honeypot'],
    [{ honeypot: 'x', mapping: { X: 'city' } }, 'honeypot'],
  ])('are not %j', async (wish, field) => {
    const owner = await newOwner();
    const { status, body } = await patch(owner, wish);
    expect([status, body.field]).toEqual([422, field]);
  });

  test('are not taken apart: neither half of Turnstile goes alone, and no mapping takes the honeypot’s name', async () => {
    const owner = await newOwner();
    await patch(owner, { honeypot: 'website_confirm', ...BOTH });
    expect((await patch(owner, { turnstileSecret: null })).body).toMatchObject({ code: 'turnstile_incomplete' });
    expect((await patch(owner, { turnstileSiteKey: null })).body).toMatchObject({ code: 'turnstile_incomplete' });
    const mapping = { 'Website confirm': 'city' };
    expect((await patch(owner, { mapping })).body).toMatchObject({ code: 'honeypot_is_a_field' });
  });
});

describe('the samples', () => {
  test('are without any of it on a channel without it', async () => {
    const { html } = await samplesOf(await newOwner());
    expect(html).not.toMatch(/script|KeletOnPage|turnstile|aria-hidden/);
  });

  test('of a form have what the settings ask for, and work', async () => {
    const owner = await newOwner();
    await patch(owner, { honeypot: 'website_confirm', minSeconds: 3, ...BOTH });
    const { html } = await samplesOf(owner);
    const trap = /<p [^>]*aria-hidden="true">.*<input [^>]*name="website_confirm"[^>]*>/.exec(html)?.[0] ?? '';
    for (const part of ['tabindex="-1"', 'autocomplete="off"', 'position:absolute']) expect(trap).toContain(part);
    expect(html).toContain('<input type="hidden" name="KeletOnPage">');
    expect(html).toContain(`<div class="cf-turnstile" data-sitekey="${SITE_KEY}"`);
    expect(html.match(/<script/g)).toHaveLength(2);
  });

  test('of a command line are of a format that asks for no widget', async () => {
    const owner = await newOwner();
    await patch(owner, BOTH);
    expect((await samplesOf(owner)).curl).toContain('application/json');
    await patch(owner, { waysIn: ['html-form'] });
    expect((await samplesOf(owner)).curl).toBeNull();
    await patch(owner, { turnstileSiteKey: null, turnstileSecret: null, honeypot: 'website_confirm', minSeconds: 9 });
    const { curl } = await samplesOf(owner);
    expect(curl).toContain('--data-urlencode');
    expect(curl).not.toContain('website_confirm');
    expect(await sendLead(owner, { Phone: '052-1234567' })).toMatchObject({ status: 'created' });
  });
});
