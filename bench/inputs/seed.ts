import { FIRST_PHONE } from './forms.ts';

/** Contacts a statement; larger ones would only make larger transactions. */
const CHUNK = 10_000;

export interface SeedStatement {
  sql: string;
  values: (string | number)[];
}

/**
 * SQL that gives a database so many contacts, each with two identities, a lead and an open task: plain SQLite, so that
 * D1 and `node:sqlite` start from the same tables.
 */
export function* seedStatements(databaseId: string, contacts: number): Generator<SeedStatement> {
  for (let from = 1; from <= contacts; from += CHUNK) {
    const values = [databaseId, from, Math.min(contacts, from + CHUNK - 1)];
    for (const insert of INSERTS) yield { sql: insert, values };
  }
}

/** `n` runs over the persons of a chunk. D1 binds every number as a real one, hence the casts. */
const PERSONS = `WITH RECURSIVE persons(n) AS (
  SELECT CAST(?2 AS INTEGER) UNION ALL SELECT n + 1 FROM persons WHERE n < CAST(?3 AS INTEGER))`;
const LEAD_ID = `printf('%09d', n) || 'seedseed' || ?1 || 'seedseed'`;
const FIELDS = `{"details":{"firstName":"Dana","lastName":"בן דוד","phone":"052-2100000","email":"person@example.com",
"city":"תל אביב","notes":"I saw your page and would like an offer."},"custom":{},"contactTypes":[],"processFields":{},
"unknown":{},"identities":[{"kind":"phone","value":"+972522100000"},{"kind":"email","value":"person@example.com"}],
"warnings":[]}`;
const RAW = `{"method":"POST","query":"","contentType":"application/x-www-form-urlencoded","body":"FirstName=Dana&LastName=
%D7%91%D7%9F+%D7%93%D7%95%D7%93&Phone=052-2100000&Email=person%40example.com","encoding":"text"}`;
const OUTCOME = `{"event":"first inquiry","createdBy":"Landing page (HTML form)","token":"Hot Lead","matchedBy":[],
"changes":[],"task":1}`;

const INSERTS = [
  `${PERSONS} INSERT INTO contacts (database_id, number, first_name, last_name, phone, email, city, notes, status_id,
     website_last_token, created_by, created_at, updated_at, task_count, recent_leads, search_name)
   SELECT ?1, n, 'Dana' || n, 'בן דוד', '052-' || (${FIRST_PHONE} + n), 'person' || n || '@example.com', 'תל אביב',
     'I saw your page and would like an offer.', 'new-' || ?1, 'Hot Lead', 'Landing page (HTML form)', 1700000000000 + n,
     1700000000000 + n, 1, json_array(json_array('00000000000000000000000000000000', ${LEAD_ID}, 1700000000000 + n)),
     'dana' || n || ' בן דוד' FROM persons`,
  `${PERSONS} INSERT INTO identities (database_id, kind, value, contact_number)
   SELECT ?1, 'phone', '+97252' || (${FIRST_PHONE} + n), n FROM persons`,
  `${PERSONS} INSERT INTO identities (database_id, kind, value, contact_number)
   SELECT ?1, 'email', 'person' || n || '@example.com', n FROM persons`,
  `${PERSONS} INSERT INTO leads (database_id, id, channel_id, way_in, sender, received_at, status, attempt,
     contact_number, outcome, fields, charset, raw_index, raw)
   SELECT ?1, ${LEAD_ID}, 'channel-' || ?1, 'html-form', 'generic', 1700000000000 + n, 'created', 1, n,
     '${OUTCOME}', '${FIELDS}', 'utf-8', 0, '${RAW}' FROM persons`,
  `${PERSONS} INSERT INTO tasks (database_id, contact_number, ordinal, lead_id, process_id, stage_id, opened_at, notes)
   SELECT ?1, n, 1, ${LEAD_ID}, 'process-' || ?1, 'first-' || ?1, 1700000000000 + n,
     'I saw your page and would like an offer.' FROM persons`,
];
