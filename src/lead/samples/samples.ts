import type { Channel } from '../channel/channel.ts';
import type { WayIn } from '../submission.ts';
import { type SampleField, sampleFields, sampleStage } from './sample-fields.ts';
import { htmlSample } from './sample-html.ts';
import { xmlSample } from './sample-xml.ts';

/** Ready samples of a channel, to be copied and pasted; null where the channel does not take that format. */
export interface Samples {
  html: string | null;
  xml: string | null;
  url: string | null;
  curl: string | null;
  json: string | null;
}

/**
 * Samples made from a channel's own fields, in its language; each works when pasted. The form is empty, to be filled
 * in; the others hold an invented person, in square brackets where a supplier is to replace the values.
 *
 * @param intakeUrl the channel's public address, absolute.
 */
export function samplesOf(channel: Channel, intakeUrl: string): Samples {
  const fields = sampleFields(channel, false);
  const stage = sampleStage(channel);
  const takes = (wayIn: WayIn) => channel.waysIn.includes(wayIn);
  const html = takes('html-form') ? htmlSample(channel, intakeUrl, fields, stage) : null;
  const xml = takes('xml') ? xmlSample(sampleFields(channel, true), intakeUrl, stage) : null;
  const url = takes('url') ? urlSample(channel, intakeUrl, fields, stage) : null;
  const json = takes('json') ? jsonSample(fields, stage) : null;
  const document = json ?? xml;
  let curl: string | null = null;
  // A command has no widget to pass.
  if (html && channel.turnstileSecret === undefined) curl = curlForm(intakeUrl, fields, stage);
  else if (document) curl = curlDocument(intakeUrl, json ? 'application/json' : 'application/xml', document);
  else if (url) curl = curlForm(intakeUrl, fields, stage, '-G ');
  return { html, xml, url, curl, json };
}

const STAGE = 'ProcessDefinitionStepID';

/** As many fields as the channel's limit of characters allows, the most useful first. */
function urlSample(channel: Channel, intakeUrl: string, fields: SampleField[], stage: string | undefined): string {
  const pairs = stage ? [[STAGE, stage]] : [];
  let left = channel.maxCharacters - (stage?.length ?? 0);
  for (const { name, value } of [...fields].sort((a, b) => Number(b.isRequired) - Number(a.isRequired))) {
    const shown = `[${value}]`;
    if (shown.length > left) continue;
    left -= shown.length;
    pairs.push([name, shown]);
  }
  // Brackets stay readable: browsers and programs take them in a query as they are.
  const encode = (text: string) => encodeURIComponent(text).replaceAll('%5B', '[').replaceAll('%5D', ']');
  return `${intakeUrl}?${pairs.map(([name = '', value = '']) => `${encode(name)}=${encode(value)}`).join('&')}`;
}

function jsonSample(fields: SampleField[], stage: string | undefined): string {
  const entries = fields.map((field) => [field.name, jsonValue(field)]);
  return JSON.stringify(Object.fromEntries(stage ? [...entries, [STAGE, stage]] : entries), null, 2);
}

function jsonValue({ custom, target, value }: SampleField): unknown {
  if (custom?.type === 'number') return Number(value);
  if (custom?.type === 'manyOf') return [value];
  return custom?.type === 'yesNo' || target === 'mailingList' ? true : value;
}

/** @param how `-G ` sends the fields in the address instead of the body. */
function curlForm(intakeUrl: string, fields: SampleField[], stage: string | undefined, how = ''): string {
  const pairs = fields.map(({ name, value }) => `${name}=${value}`);
  if (stage) pairs.push(`${STAGE}=${stage}`);
  const lines = pairs.map((pair) => `  --data-urlencode ${quoted(pair)}`);
  return [`curl ${how}${quoted(intakeUrl)}`, `  -H ${quoted('Accept: application/json')}`, ...lines].join(' \\\n');
}

const curlDocument = (intakeUrl: string, contentType: string, document: string) =>
  [
    `curl ${quoted(intakeUrl)}`,
    `  -H ${quoted(`Content-Type: ${contentType}`)}`,
    `  --data-binary ${quoted(document)}`,
  ].join(' \\\n');

/** One word of a POSIX shell, whatever it holds. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
