import { env, exports } from 'cloudflare:workers';
import { readLinkKey } from '../../../src/ids/link-key.ts';
import { pageToken } from '../../../src/ids/page-token.ts';

/** A page as a visitor gets it. */
export interface Page {
  status: number;
  text: string;
  headers: Headers;
}

async function pageOf(response: Response): Promise<Page> {
  return { status: response.status, text: await response.text(), headers: response.headers };
}

export const open = async (url: string, headers: Record<string, string> = {}) =>
  pageOf(await exports.default.fetch(url, { headers, redirect: 'manual' }));

/** What the fields of the page's first form hold, as a browser would send them. */
export function fieldsOf({ text }: Page): Record<string, string> {
  const form = /<form[\s\S]*?<\/form>/.exec(text)?.[0] ?? '';
  const inputs = [...form.matchAll(/<input ([^>]*)>/g)].map(([, attributes = '']) => attributes);
  const sent = inputs.filter((it) => !/type="checkbox"/.test(it) || /checked/.test(it));
  const selected = /<select[^>]* name="([^"]*)"[\s\S]*?<option value="([^"]*)" selected/.exec(form);
  return Object.fromEntries([
    ...sent.map((it) => [attribute(it, 'name'), attribute(it, 'value')]),
    ...(selected ? [[selected[1] ?? '', selected[2] ?? '']] : []),
  ]);
}

const attribute = (text: string, name: string) =>
  unescapeHtml(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(text)?.[1] ?? '');

const unescapeHtml = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Sends a page's form with these values typed into it. */
export const fill = (url: string, page: Page, typed: Record<string, string>) =>
  send(url, { ...fieldsOf(page), ...typed });

/** A page's fields as if it had been open for so many seconds; of our pages, only portals look at that. */
export async function openFor(seconds: number, url: string, fields: Record<string, string>) {
  const portal = await readLinkKey(env.KELET_SECRET, 'portal', new URL(url).pathname.split('/').at(-1) ?? '');
  if (!portal) return fields;
  return { ...fields, KeletPage: await pageToken(env.KELET_SECRET, portal.id, Date.now() - seconds * 1000) };
}

/** Posts a form to a page of ours. */
export const send = async (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  pageOf(
    await exports.default.fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
      redirect: 'manual',
    }),
  );

/** The same address with another last character: a key whose proof is wrong. */
export const forgedKeyOf = (url: string) => `${url.split('/').at(-1)?.slice(0, -1)}${url.endsWith('0') ? '1' : '0'}`;

/** Every attempt at markup of a value somebody typed or sent. */
export const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&lt;\r\nSet-Cookie: a=b`;
