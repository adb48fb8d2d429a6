import { type Context, Hono } from 'hono';
import { logProblem } from '../../log.ts';
import { refusedPage } from '../../pages/intake/refused-page.tsx';
import { formPage } from '../../pages/internal-form/form-page.tsx';
import { formWords } from '../../pages/internal-form/form-words.ts';
import { messagePage } from '../../pages/message-page.tsx';
import { page } from '../../pages/page.ts';
import { type FoundForm, findPublishedForm } from '../../published/form.ts';
import type { Edge } from '../edge-env.ts';
import { newToken } from '../own-pages/page-token.ts';
import { take } from './take.ts';
import { FORM_NAMES } from './view.ts';

/**
 * `/form/{formKey}`: the internal form for answering services. Nothing of the operator's browser is asked for, kept or
 * compared: many people type at one machine, and none of them is the lead.
 */
export const internalForm = new Hono<Edge>();

internalForm.get('/:formKey', (c) =>
  withForm(c, ({ form, found: { channel } }) =>
    page(
      200,
      formPage({ form, channel, action: c.req.path, names: FORM_NAMES, token: newToken(), operator: '', pairs: [] }),
    ),
  ),
);

internalForm.post('/:formKey', (c) => withForm(c, (open) => take(c.env, c.req.raw, open)));

internalForm.all('/:formKey', () => {
  const message = 'The form is read with GET and sent with POST.';
  return page(405, refusedPage({ language: 'en', rejection: { code: 'method_not_allowed', message } }), {
    headers: { allow: 'GET, POST' },
  });
});

type OpenForm = Extract<FoundForm, { kind: 'open' }>;

async function withForm(c: Context<Edge>, answer: (open: OpenForm) => Promise<Response>): Promise<Response> {
  const language = languageOf(c.req.raw);
  const say = formWords[language];
  try {
    const form = await findPublishedForm(c.env, c.get('stored'), c.req.param('formKey') ?? '', Date.now());
    if (!form) return page(404, messagePage({ language, title: say.unknownTitle, text: say.unknownText }));
    if (form.kind === 'open') return await answer(form);
    return page(410, messagePage({ language, title: say.closedTitle, text: say.closed }));
  } catch (error) {
    logProblem('internal form failed', { error });
    return page(503, messagePage({ language, title: say.awayTitle, text: say.away }), {
      headers: { 'retry-after': '30' },
    });
  }
}

/** Where no channel says which language its people speak, their browser does. */
const languageOf = ({ headers }: Request): 'he' | 'en' =>
  /^\s*(?:he|iw)\b/i.test(headers.get('accept-language') ?? '') ? 'he' : 'en';
