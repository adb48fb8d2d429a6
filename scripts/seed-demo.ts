import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What scripts need to use the demo business. */
export interface Demo {
  baseUrl: string;
  apiKey: string;
  databaseId: string;
  channelKey: string;
  intakeUrl: string;
  internalFormUrl: string;
  portalUrl: string;
  processId: string;
  /** Nobody delivers there; a local run takes mail at `/cdn-cgi/local/email`. */
  mailAddress: string;
}

/** What is kept between runs: addresses change with the port. */
interface Kept extends Pick<Demo, 'apiKey' | 'databaseId' | 'channelKey' | 'processId'> {
  channelId?: string;
  formId?: string;
  portalId?: string;
}

const CONSENT = 'קראתי את מדיניות הפרטיות, ואני מסכים/ה שסטודיו לדוגמה ישמור את הפרטים שלי ויפנה אליי בטלפון ובדוא״ל.';

/** Sets the demo business up through the product's own addresses, once; later runs read what the first one kept. */
export async function seedDemo(baseUrl: string, setupToken: string, keptIn: string): Promise<Demo> {
  const kept = existsSync(keptIn) ? (JSON.parse(readFileSync(keptIn, 'utf8')) as Kept) : await setUp();
  const { apiKey, databaseId, channelKey, processId } = kept;
  const channelId = await openChannel();
  const form = await openForm();
  const portal = await openPortal();
  const ids = { channelId, formId: form.id, portalId: portal.id };
  writeFileSync(keptIn, JSON.stringify({ apiKey, databaseId, channelKey, processId, ...ids }), { mode: 0o600 });
  return {
    baseUrl,
    apiKey,
    databaseId,
    channelKey,
    intakeUrl: `${baseUrl}/in/${channelKey}`,
    internalFormUrl: form.url,
    portalUrl: portal.url,
    processId,
    mailAddress: `${channelKey}@kelet.localhost`,
  };

  async function setUp(): Promise<Kept> {
    const wish = { business: 'סטודיו לדוגמה', database: 'לקוחות', channel: 'דף נחיתה', language: 'he' };
    // A start that was broken off before it kept the answer gets it again.
    return (await send('POST', '/setup', setupToken, wish, { 'idempotency-key': 'demo' })) as unknown as Kept;
  }

  /** The demo's channel takes every format. */
  async function openChannel(): Promise<string> {
    const id = kept.channelId ?? (await call('GET', '/channels')).items[0]?.id ?? '';
    await call('PATCH', `/channels/${id}`, { waysIn: ['html-form', 'xml', 'url', 'json', 'mail'] });
    return id;
  }

  /** The link of the demo's answering service; every start renews it. */
  function openForm(): Promise<Answer> {
    const expiresAt = new Date(Date.now() + 365 * 24 * 3_600_000).toISOString();
    if (kept.formId) return call('PATCH', `/forms/${kept.formId}`, { expiresAt });
    return call('POST', '/forms', { name: 'מוקד לדוגמה', channelId, expiresAt });
  }

  function openPortal(): Promise<Answer> {
    if (kept.portalId) return call('GET', `/portals/${kept.portalId}`);
    return call('POST', '/portals', {
      name: 'הרשמה באתר',
      channelId,
      title: 'סטודיו לדוגמה',
      intro: 'השאירו פרטים ונחזור אליכם עוד היום.',
      accent: '#8a3b12',
      background: '#f7ede4',
      consentText: CONSENT,
      fields: ['firstName', 'lastName', 'mobile', 'email', 'notes', 'mailingList'],
    });
  }

  function call(method: string, path: string, body?: unknown): Promise<Answer> {
    return send(method, `/api/v1${path}`, apiKey, body);
  }

  async function send(
    method: string,
    path: string,
    token: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }
}

interface Answer {
  id: string;
  url: string;
  items: { id: string }[];
}
