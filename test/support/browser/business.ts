/** A business as `POST /setup` makes it. */
export interface Business {
  origin: string;
  language: 'he' | 'en';
  apiKey: string;
  channelId: string;
  intakeUrl: string;
  processId: string;
  stageIds: string[];
}

interface Made {
  id: string;
  url: string;
  items: { mobile: string; lastName: string }[];
}

/** Calls the API as the business. */
export async function call({ origin, apiKey }: Business, method: string, path: string, body?: unknown) {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text ? JSON.parse(text) : {}) as Made;
}

/** An internal form with everything on it. */
export const newForm = (business: Business) =>
  call(business, 'POST', '/forms', {
    name: business.language === 'he' ? 'מוקד ערב' : 'Evening call centre',
    channelId: business.channelId,
  });

const CONSENT = {
  he: 'קראתי את מדיניות הפרטיות, ואני מסכים/ה שסטודיו אור ישמור את הפרטים שלי ויפנה אליי בטלפון ובדוא״ל.',
  en: 'I have read the privacy policy, and agree that Or Studio keeps my details and contacts me by phone and e-mail.',
};

/** A portal with colours, consent and a field of every kind. */
export async function newPortal(business: Business, wish: Record<string, unknown> = {}) {
  const { language, channelId } = business;
  const isHebrew = language === 'he';
  return call(business, 'POST', '/portals', {
    name: 'Autumn',
    channelId,
    title: isHebrew ? 'סטודיו אור לעיצוב פנים' : 'Or Studio, interior design',
    intro: isHebrew
      ? 'פגישת ייעוץ ראשונה בבית שלכם, בלי התחייבות.\nהשאירו פרטים ונחזור אליכם עוד היום.'
      : 'A first consultation in your home, with no obligation.\nLeave your details and we will call you today.',
    accent: '#8a3b12',
    background: '#f7ede4',
    consentText: CONSENT[language],
    fields: ['firstName', 'lastName', 'mobile', 'email', 'city', 'notes', 'mailingList'],
    ...wish,
  });
}
