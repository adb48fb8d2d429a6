import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Channel, channelSchema } from '../../src/lead/channel/channel.ts';
import { composeLead } from '../../src/lead/compose.ts';
import { isMail } from '../../src/ways-in/mail/read.ts';
import { readRaw } from '../../src/ways-in/read.ts';
import { understand } from '../../src/ways-in/understand.ts';
import type { Raw } from '../../src/ways-in/way-in.ts';

/**
 * `<case>.in.<ext>` holds the bytes as they were sent, `<case>.headers` what differs from the content type of its
 * extension, `<case>.lead.json` what must come of it. `UPDATE_FIXTURES=1` writes the latter anew: read the diff.
 */
const ROOT = join(import.meta.dirname, '../fixtures/ways-in');

const CONTENT_TYPES: Record<string, string> = {
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  xml: 'text/xml',
  json: 'application/json',
  url: '',
  eml: 'message/rfc822',
};

const channel: Channel = channelSchema.parse({
  id: 'ch_1',
  databaseId: 'db_1',
  shard: 'CONTACTS_1',
  name: 'Fixtures',
  stages: [{ id: 'st_1', processId: 'pr_1', name: 'New', legacyId: '5C0E3D21-7788-4B6A-8D11-001122334455' }],
  customFields: [
    { key: 'budget', label: 'תקציב', type: 'number' },
    { key: 'interest', label: 'תחומי עניין', type: 'manyOf', legacyId: 'CN4f1c2b3a_1122_4a5b_9c0d_aabbccddeeff' },
  ],
  processFields: [{ key: 'offer', label: 'הצעה', type: 'number', legacyId: 'PP9a8b7c6d_5544_4332_8211_0f0e0d0c0b0a' }],
});

for (const way of readdirSync(ROOT)) {
  describe(way, () => {
    for (const file of readdirSync(join(ROOT, way)).filter((name) => name.includes('.in.'))) {
      test(file, async () => {
        const [name = '', extension = ''] = file.split('.in.');
        const expected = join(ROOT, way, `${name}.lead.json`);
        const raw = rawOf(way, name, extension);
        const result = isMail(raw) ? await mailOutcome(raw) : outcomeOf(raw);
        if (process.env.UPDATE_FIXTURES) writeFileSync(expected, `${JSON.stringify(result, null, 2)}\n`);
        expect(result).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
      });
    }
  });
}

function rawOf(way: string, name: string, extension: string): Raw {
  const bytes = new Uint8Array(readFileSync(join(ROOT, way, `${name}.in.${extension}`)));
  const headersFile = join(ROOT, way, `${name}.headers`);
  const headers = existsSync(headersFile) ? readFileSync(headersFile, 'utf8') : '';
  const header = (wanted: string) => new RegExp(`^${wanted}: (.*)$`, 'm').exec(headers)?.[1];
  const contentType = header('Content-Type') ?? CONTENT_TYPES[extension] ?? '';
  if (extension !== 'url') return { method: 'POST', query: header('Query') ?? '', contentType, body: bytes };
  return { method: 'GET', query: new TextDecoder().decode(bytes), contentType, body: new Uint8Array() };
}

/** What the business gets: one outcome a lead, without the members that say nothing. */
function outcomeOf(raw: Raw): unknown {
  const reading = readRaw(raw, {});
  if (!reading.ok) return plain({ wayIn: reading.wayIn, rejection: reading.rejection });
  const { wayIn, charset, submissions, warnings } = reading;
  if (submissions.every(({ isNothing }) => isNothing)) return { wayIn, sender: submissions[0]?.sender, leads: 0 };
  const outcomes = submissions.map((submission) => {
    const { sender, providerLeadId } = submission;
    const composed = composeLead(submission, channel, wayIn);
    const lead = { ...composed.lead, warnings: [...warnings, ...composed.lead.warnings] };
    return plain({
      wayIn,
      charset,
      sender,
      providerLeadId,
      rejection: composed.ok ? undefined : composed.rejection,
      ...lead,
    });
  });
  return outcomes.length === 1 ? outcomes[0] : outcomes;
}

/** The same for a mail, which is read by the channel's labels and may be kept aside. */
async function mailOutcome(raw: Raw): Promise<unknown> {
  const { wayIn, charset, leads } = await understand(raw, channel);
  const outcomes = leads.map(({ lead, rejection, sender, providerLeadId, quarantine }) =>
    plain({
      wayIn,
      charset,
      sender,
      providerLeadId,
      quarantine: quarantine ?? undefined,
      rejection: rejection ?? undefined,
      ...lead,
    }),
  );
  return outcomes.length === 1 ? outcomes[0] : outcomes;
}

function plain(outcome: Record<string, unknown>): unknown {
  const says = ([, value]: [string, unknown]) =>
    value !== undefined && (typeof value !== 'object' || value === null || Object.keys(value).length > 0);
  return JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(outcome).filter(says))));
}
