import { erasedMark, erasedMarksOf } from '../../ids/erased-mark.ts';
import { readErasedAmong, readErasedMarks } from '../../storage/contacts/erasure.ts';
import type { IdentityRecord } from '../../storage/contacts/schema.ts';
import { readMixedDocuments } from '../../storage/contacts/traces.ts';
import { marksOf } from '../fold/double-submit.ts';
import { markKey } from '../fold/round.ts';
import type { LeadOrder } from '../order.ts';
import { digitsMark, marksInWriting } from './marks-in-writing.ts';
import { writingOf } from './mentions-person.ts';

/** What an erasure leaves so that leads which are under way do not bring the person back. */
interface Left {
  /** What recognised the person and nobody else. */
  marks: Pick<IdentityRecord, 'kind' | 'value'>[];
  /** Leads that carry, or will carry, the bytes of documents the person is in. */
  carriers: string[];
}

/** The marks to remember of an erasure; none of them tells anybody what it was made of. */
export async function rememberErased(secret: string, databaseId: string, { marks, carriers }: Left): Promise<string[]> {
  const numbers = marks.filter(({ kind }) => kind === 'phone' || kind === 'idNumber');
  const values = [
    ...marks.map(({ kind, value }) => `${kind}:${value}`),
    ...numbers.flatMap(({ value }) => digitsMark(value) ?? []),
    ...carriers.map(bytesOf),
  ];
  return Promise.all([...new Set(values)].map((value) => erasedMark(secret, databaseId, value)));
}

const bytesOf = (leadId: string) => `bytes:${leadId}`;

/** What of a round's leads must not be written, since it is of people who were erased after it came. */
export interface ErasedUnderWay {
  /** Leads of theirs, by id, and when they were erased. */
  leads: Map<string, number>;
  /** Leads whose bytes hold them: their own, and those of others, written or about to be. */
  carriers: string[];
  /** The marks of those, for who of them comes later still. */
  marks: string[];
}

/**
 * Looks for leads of people who were erased while these were under way: what they say of their person or, where they
 * made no contact, what stands in their bytes.
 * @param lastErasure when somebody was last erased: whoever came later is a new lead of whoever it is.
 */
export async function findErasedUnderWay(
  { shard, databaseId, secret }: { shard: D1Database; databaseId: string; secret: string },
  orders: LeadOrder[],
  lastErasure: number,
): Promise<ErasedUnderWay | undefined> {
  const waited = orders.filter(({ receivedAt }) => receivedAt <= lastErasure);
  if (!waited.length) return undefined;
  const hashed = async (value: string) => erasedMarksOf(secret, databaseId, value);
  const asked = await Promise.all(
    waited.map(async (order) => ({
      order,
      theirs: (await Promise.all(valuesOf(order).map(hashed))).flat(),
      bytes: await hashed(bytesOf(order.id)),
    })),
  );
  const known = await readErasedMarks(
    shard,
    databaseId,
    asked.flatMap(({ theirs, bytes }) => [...theirs, ...bytes]),
  );
  const since = (marks: string[], { receivedAt }: LeadOrder) =>
    Math.max(0, ...marks.map((mark) => known.get(mark) ?? 0).filter((at) => at >= receivedAt));
  const leads = new Map(
    asked.flatMap(({ order, theirs }) => {
      const at = since(theirs, order);
      return at ? [[order.id, at] as const] : [];
    }),
  );
  const named = new Set(
    await readErasedAmong(
      shard,
      databaseId,
      waited.flatMap(({ raw }) => raw?.with ?? []),
    ),
  );
  const isErased = (id: string) => leads.has(id) || named.has(id);
  const holding = asked.filter(({ order, bytes }) => since(bytes, order) > 0 || order.raw?.with?.some(isErased));
  const shared = waited.flatMap(({ id, rawOf }) => (leads.has(id) && rawOf && rawOf !== id ? [rawOf] : []));
  const mixed = leads.size ? await readMixedDocuments(shard, databaseId, [...leads.keys(), ...shared]) : [];
  if (!leads.size && !holding.length) return undefined;
  return {
    leads,
    carriers: [...new Set([...leads.keys(), ...holding.map(({ order }) => order.id), ...shared, ...mixed])],
    marks: await rememberErased(secret, databaseId, { marks: [], carriers: shared }),
  };
}

/** Everything about a lead that may say whose it is. */
function valuesOf(order: LeadOrder): string[] {
  const understood = marksOf(order).map(markKey);
  const isUnread = order.rejection || order.quarantine || order.failure;
  if (!isUnread || !order.raw) return understood;
  return [...understood, ...marksInWriting(writingOf(order.raw, order.charset))];
}
