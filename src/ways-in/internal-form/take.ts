import type { LeadOrder } from '../../contacts/order.ts';
import type { Lead } from '../../lead/lead.ts';
import type { Pair } from '../../lead/submission.ts';
import type { Notice } from '../../pages/internal-form/form-notice.tsx';
import { type FormPage, formPage } from '../../pages/internal-form/form-page.tsx';
import { formResultPage } from '../../pages/internal-form/form-result-page.tsx';
import { page } from '../../pages/page.ts';
import type { FoundForm } from '../../published/form.ts';
import { glimpseOf, knownPerson } from '../../queue/known-person.ts';
import { type Written, writeNow } from '../../queue/write-now.ts';
import { accept, type GivenReceipt } from '../accept/accept.ts';
import type { Arrival } from '../accept/arrival.ts';
import { ordersOf } from '../accept/rehearse.ts';
import type { EdgeEnv } from '../edge-env.ts';
import { saidBy } from '../own-pages/page-fields.ts';
import { keyOf, newToken, pairsOf } from '../own-pages/page-token.ts';
import { receive } from '../receive.ts';
import { fillerOf } from './filler.ts';
import { mayAsk } from './limit-look-ups.ts';
import { narrowedTo } from './narrowed.ts';
import { chosenStage, FORM_NAMES, saysNothing, taskName } from './view.ts';

type OpenForm = Extract<FoundForm, { kind: 'open' }>;

/** Everything one press of a button on the form brought. */
interface Press {
  open: OpenForm;
  arrival: Arrival;
  pairs: Pair[];
  operator: string;
  action: string;
}

/**
 * What an operator sent: looked up, questioned, or written at once by the writer itself, so that the page can say what
 * became of it.
 * @throws NotDurable when nothing takes the lead.
 */
export async function take(env: EdgeEnv, request: Request, { form, found, kind }: OpenForm): Promise<Response> {
  const at = Date.now();
  const { raw, refused } = await receive(request);
  const pairs = refused ? [] : await pairsOf(raw);
  const processId = form.processId ?? undefined;
  const page = { wayIn: 'internal-form', at, isUnconfirmed: false, isTooFast: false, processId } as const;
  const press: Press = {
    open: { kind, form, found: { ...found, channel: narrowedTo(found.channel, form.processId) } },
    arrival: { raw, refused, receivedAt: at, idempotencyKey: await keyOf(raw), page },
    pairs,
    operator: saidBy(pairs, FORM_NAMES.operator),
    action: new URL(request.url).pathname,
  };
  const step = saidBy(pairs, FORM_NAMES.step);
  if (step === 'another') return nextPage(press);
  if (refused) return send(env, press);

  const [order] = await ordersOf(env, press.open.found, press.arrival);
  if (order && step === 'check') return ask(press, 200, await lookUp(env, press, order));
  if (order && !order.rejection && saysNothing(order.lead)) return ask(press, 422, { kind: 'empty' });
  const filler = order && step !== 'anyway' ? fillerIn(press, order.lead) : undefined;
  return filler ? ask(press, 422, filler) : send(env, press);
}

/** The form again, with what was typed and something to say about it. Nothing is kept. */
const ask = (press: Press, status: number, notice: Notice) => page(status, formPage({ ...formOf(press), notice }));

const formOf = ({ open: { form, found }, pairs, operator, action }: Press): FormPage => ({
  form,
  channel: found.channel,
  action,
  names: FORM_NAMES,
  token: newToken(),
  operator,
  pairs,
});

/** An empty form, by the same operator about the same thing. */
function nextPage(press: Press): Promise<Response> {
  const stage = chosenStage(press.open.found.channel, press.pairs);
  return page(200, formPage({ ...formOf(press), pairs: stage ? [stage] : [] }));
}

async function lookUp(env: EdgeEnv, { open: { found, form } }: Press, order: LeadOrder): Promise<Notice> {
  const { channel } = found;
  if (!order.lead.identities.some(({ kind }) => order.compares.includes(kind))) return { kind: 'nothing-to-check' };
  if (!(await mayAsk(env, form))) return { kind: 'cannot-check' };
  const known = await knownPerson(env, channel.databaseId, order);
  if (known) return { kind: 'known', ...known };
  return { kind: known === null ? 'unknown' : 'cannot-check' };
}

function fillerIn({ open: { found } }: Press, lead: Lead): Notice | undefined {
  const { country, junk } = found.channel;
  const filler = fillerOf(lead, country, junk);
  if (!filler.length) return undefined;
  return { kind: 'junk', targets: filler.map(({ target }) => target), values: filler.map(({ value }) => value) };
}

async function send(env: EdgeEnv, press: Press): Promise<Response> {
  const { open, arrival, pairs, operator, action } = press;
  const { channel } = open.found;
  let written: Written[] | undefined;
  const acceptance = await accept(env, open.found, arrival, async (messages) => {
    written = await writeNow(env, messages);
  });
  // The key is made of the content, and a page of ours needs no proof and no leave of the channel.
  if (acceptance.kind !== 'receipts') throw new Error(`The internal form was answered ${acceptance.kind}`);
  const [receipt] = acceptance.receipts;
  if (!receipt) throw new Error('The internal form made no lead');
  if (receipt.rejection) return ask(press, receipt.rejection.status, { kind: 'wrong', rejection: receipt.rejection });

  const [outcome] = written ?? [];
  const isTold = outcome?.contactNumber == null || (await mayAsk(env, open.form));
  const { result, isTask } = resultOf(isTold ? outcome : undefined);
  const number = result === 'updated' ? outcome?.contactNumber : null;
  const { identities } = receipt.lead;
  const person = number ? await glimpseOf(env, channel.databaseId, number, identities) : undefined;
  const task = isTask ? taskName(channel, open.form, receipt.lead) : undefined;
  const stage = chosenStage(channel, pairs);
  const leadId = receipt.id satisfies GivenReceipt['id'];
  return page(
    200,
    formResultPage({
      language: channel.language,
      result,
      leadId,
      person,
      task,
      action,
      names: FORM_NAMES,
      operator,
      stage,
    }),
  );
}

/** What the writer did, as an operator needs to know it. */
function resultOf(outcome: Written | undefined) {
  const status = outcome?.status;
  switch (status) {
    case undefined:
      return { result: 'queued', isTask: true } as const;
    case 'created':
      return { result: 'created', isTask: true } as const;
    case 'updated':
    case 'renewed':
      return { result: 'updated', isTask: true } as const;
    case 'duplicate':
      return { result: 'duplicate', isTask: false } as const;
    case 'rejected':
    case 'quarantined':
    case 'failed':
      return { result: 'kept', isTask: false } as const;
    default:
      status satisfies never;
      return { result: 'kept', isTask: false } as const;
  }
}
