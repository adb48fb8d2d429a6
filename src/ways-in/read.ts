import type { Pair, Rejection, Submission, Warning } from '../lead/submission.ts';
import { createDecoder, type Decoder } from './charset/decoder.ts';
import { declaredCharset } from './charset/find-declared.ts';
import { findBoundary, parseMultipart } from './html-form/multipart.ts';
import { parseUrlencoded, percentDecode } from './html-form/parse.ts';
import { parsePlainText } from './html-form/plain-text.ts';
import { readJson } from './json/read.ts';
import { isOwnPage } from './own-pages/page-fields.ts';
import { recogniseSender } from './recognise.ts';
import { recogniseFlat } from './senders/all.ts';
import { shareWith } from './senders/sender.ts';
import { undoEncodings } from './text/undo-encodings.ts';
import { parseQuery } from './url/parse.ts';
import type { Raw, ReadRaw } from './way-in.ts';
import { readXml } from './xml/read.ts';

type Format = 'url' | 'html-form' | 'xml' | 'json';
type Body =
  | { ok: true; wayIn: Format; submissions: Submission[]; warnings: Warning[] }
  | { ok: false; wayIn: Format; rejection: Rejection };

/** Form fields that senders put a whole document into. */
const DOCUMENT_FIELDS = new Set(['xml', 'data', 'payload', 'json', 'xmldata', 'strxml', 'lead']);

/** Reads what arrived into submissions. The body decides what it is; a query string beside it adds to it. */
export const readRaw: ReadRaw = (raw, { charset }) => {
  const decoder = createDecoder(charset, declaredCharset(raw));
  const cut = new Map<string, Warning>();
  const query = parseQuery(raw.query, decoder, cut);
  const body = raw.method === 'GET' ? readQuery(query) : readBody(raw, query, decoder, cut);
  if (decoder.isUnreadable) return { ok: false, wayIn: body.wayIn, rejection: NO_CHARSET };
  if (!body.ok) return body;
  const { wayIn, warnings } = body;
  const submissions = body.submissions.map((sent) => (isOwnPage(sent) ? sent : undoEncodings(sent)));
  return {
    ok: true,
    wayIn,
    charset: decoder.charset,
    submissions,
    warnings: [...decoder.warnings(), ...warnings, ...cut.values()],
  };
};

const NO_CHARSET: Rejection = {
  code: 'charset_unknown',
  status: 400,
  message: 'The text is in no charset that can be told. Send it as UTF-8, or name its charset in Content-Type.',
};

function readBody(raw: Raw, query: Pair[], decoder: Decoder, cut: Map<string, Warning>): Body {
  switch (recogniseSender(raw.body, raw.contentType)) {
    case 'empty':
      return query.length ? readQuery(query) : nothingSent('html-form');
    case 'binary':
      return refuse(
        'html-form',
        415,
        'unsupported_media_type',
        'The body is a file, not a lead. Send a form, XML or JSON.',
      );
    case 'xml':
      return readDocument('xml', decoder.decodeDocument(raw.body), query);
    case 'json':
      return readDocument('json', decoder.decodeDocument(raw.body), query);
    case 'encoded-document': {
      const text = decoder.decodeDocument(percentDecode(raw.body)).trim();
      return text.startsWith('<')
        ? readDocument('xml', text.replace(/>=$/, '>'), query)
        : readDocument('json', text, query);
    }
    case 'multipart':
      return readMultipart(raw, query, decoder);
    case 'plain-text':
      return readPairs(parsePlainText(decoder.decodeDocument(raw.body)), query, []);
    case 'urlencoded':
      return readPairs(parseUrlencoded(trimEnd(raw.body), decoder, cut), query, []);
  }
}

function readQuery(query: Pair[]): Body {
  if (query.length === 0) return nothingSent('url');
  const carried = readCarried(query, []);
  if (carried?.ok) return { ...carried, wayIn: 'url' };
  return { ok: true, wayIn: 'url', submissions: [recogniseFlat(query)], warnings: [] };
}

const nothingSent = (wayIn: Format) =>
  refuse(wayIn, 400, 'empty', 'Nothing was sent: no body and no query string. Send the fields of a lead.');

function readMultipart(raw: Raw, query: Pair[], decoder: Decoder): Body {
  const boundary = findBoundary(raw.body, raw.contentType);
  const { pairs, warnings } =
    boundary === undefined ? { pairs: [], warnings: [] } : parseMultipart(raw.body, boundary, decoder);
  if (pairs.length > 0) return readPairs(pairs, query, warnings);
  return refuse(
    'html-form',
    400,
    'unreadable',
    'The multipart body has no readable fields. Check that its boundary is the one named in Content-Type.',
  );
}

/** The pairs of a form; when one of them holds a whole document, that document, and the other pairs beside it. */
function readPairs(pairs: Pair[], query: Pair[], warnings: Warning[]): Body {
  return (
    readCarried(pairs, query) ?? {
      ok: true,
      wayIn: 'html-form',
      submissions: [recogniseFlat([...pairs, ...query])],
      warnings,
    }
  );
}

/** The document that one of the pairs holds: under a name that says so, or under any where it is all that was sent. */
function readCarried(pairs: Pair[], query: Pair[]): Body | undefined {
  const isCarrier = ({ name, value }: Pair) =>
    (pairs.length === 1 || DOCUMENT_FIELDS.has(name.toLowerCase())) && documentFormat(value) !== undefined;
  const carrier = pairs.find(isCarrier);
  const format = carrier && documentFormat(carrier.value);
  if (!carrier || !format) return undefined;
  const others = [...pairs.filter((pair) => pair !== carrier), ...query];
  const document = readDocument(format, carrier.value.trim(), others);
  // Beside other fields a value that only looks like a document may be what somebody wrote.
  const isMeant = DOCUMENT_FIELDS.has(carrier.name.toLowerCase()) && pairs.length === 1;
  return document.ok || isMeant || /xml/i.test(carrier.name) ? document : undefined;
}

function documentFormat(value: string): 'xml' | 'json' | undefined {
  if (/^\s*<[?!A-Za-z_]/.test(value)) return 'xml';
  return /^\s*(?:\{\s*["}]|\[\s*\{)/.test(value) ? 'json' : undefined;
}

function readDocument(format: 'xml' | 'json', text: string, beside: Pair[]): Body {
  const read = format === 'xml' ? readXml(text) : readJson(text);
  if (!read.ok) return { ok: false, wayIn: format, rejection: read.rejection };
  // FrontTask's address names the format once more; that says nothing about the person.
  const others = beside.filter((pair) => pair.name.toLowerCase() !== 'type' || pair.value.toLowerCase() !== format);
  const added = others.length === 0 ? [] : recogniseFlat(others).pairs;
  const submissions = shareWith(read.submissions, added);
  return { ok: true, wayIn: format, submissions, warnings: [] };
}

function refuse(wayIn: Format, status: Rejection['status'], code: string, message: string): Body {
  return { ok: false, wayIn, rejection: { code, status, message } };
}

/** A file posted with `curl --data-binary @file` ends with a newline that is no part of the last value. */
function trimEnd(body: Uint8Array): Uint8Array {
  let end = body.length;
  while (end > 0 && (body[end - 1] === 0x0a || body[end - 1] === 0x0d)) end--;
  return body.subarray(0, end);
}
