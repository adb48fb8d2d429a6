import { createRoute, z } from '@hono/zod-openapi';
import { type CardFilter, searchContacts } from '../../business/contacts/search.ts';
import type { Api } from '../http/api-env.ts';
import { needs } from '../http/authenticate.ts';
import { answers, givenTime, timeGiven } from '../http/operation.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from '../http/paging.ts';
import { problems } from '../http/problem.ts';
import { contactJson, contactSchema } from './contact-json.ts';

const value = z.string().max(1000).optional();

const filterShape = {
  status: z.string().max(100).optional().openapi({ description: "A status's id" }),
  marketer: z.string().max(200).optional().openapi({ description: "A marketer's account number" }),
  createdBy: value.openapi({ description: 'The stamp, word for word, such as `Website (HTML form)`' }),
  mailingList: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: 'Who has said yes, or no; who has said nothing is neither' }),
  createdSince: givenTime.optional().openapi({ description: 'Created at this time or later' }),
  createdUntil: givenTime.optional().openapi({ description: 'Created before this time' }),
  changedSince: givenTime.optional().openapi({ description: 'Changed at this time or later' }),
};

const search = createRoute({
  method: 'get',
  path: '/contacts',
  operationId: 'listContacts',
  tags: ['Contacts'],
  middleware: needs('read'),
  summary: 'Search contacts, or list the newest',
  description:
    'With `phone`, `email` or `idNumber`: the contacts that any of these recognises, compared as intake compares them, lowest customer number first; filler such as 0500000000 finds nobody. With `q`: contacts whose name has these words, in any order and also as parts of words, or whose phone has these digits (three or more) anywhere, or whose e-mail address begins so; what begins so comes first. A page by `q` may be short or empty and still have a `nextCursor`, since a search looks through so much at a time. Without any: the newest first. Filters hold beside all of these; they look at 2,000 of the newest a page, or at what a search found, so that a page may be short, or empty, and still have a `nextCursor`.',
  request: {
    query: pageQuery.extend({ phone: value, email: value, idNumber: value, q: value, ...filterShape }),
  },
  responses: { 200: answers(pageOf(contactSchema), 'Contacts'), ...problems },
});

const contactPlace = z.tuple([z.string(), z.int(), z.int().min(0).optional()]);

/** Searching contacts. */
export function mountSearch(api: Api): void {
  api.openapi(search, async (c) => {
    const { limit, cursor, phone = '', email = '', idNumber = '', q, ...asked } = c.req.valid('query');
    const isByIdentity = ['phone', 'email', 'idNumber'].some((name) => c.req.query(name) !== undefined);
    const query = isByIdentity ? { identity: { phone, email, idNumber } } : { text: q };
    const [text, number, pass = 0] = fromCursor(cursor, contactPlace) ?? [];
    const after = text === undefined || number === undefined ? undefined : { text, number, pass };
    const { cards, next, names } = await searchContacts(c.env, c.var.actor, {
      ...query,
      filter: filterOf(asked),
      after,
      limit,
    });
    const items = cards.map((card) => contactJson(card, names));
    return c.json(
      { items, nextCursor: toCursor(next && [next.text, next.number, ...(next.pass ? [next.pass] : [])]) },
      200,
    );
  });
}

function filterOf(asked: z.infer<z.ZodObject<typeof filterShape>>): CardFilter {
  const { status, marketer, createdBy, mailingList, createdSince, createdUntil, changedSince } = asked;
  return {
    statusId: status,
    marketerAccountNumber: marketer,
    createdBy,
    mailingList: mailingList === undefined ? undefined : mailingList === 'true',
    createdFrom: timeGiven(createdSince),
    createdTo: timeGiven(createdUntil),
    changedFrom: timeGiven(changedSince),
  };
}
