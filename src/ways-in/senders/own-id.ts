import type { Pair } from '../../lead/submission.ts';

/**
 * Names under which senders give each lead an id of its own, the surest first. Looked up in what Google Ads, Meta,
 * Tally, Fillout, Wufoo, Typeform and the sellers of leads document; compared by their letters alone.
 */
const OF_LEADS = [
  ['leaduuid', 'leadguid', 'leadgenid', 'leadid'],
  ['submissionuuid', 'submissionid', 'responseid', 'entryid', 'inquiryid', 'enquiryid'],
];
/** Names of what told of a lead. A short one may be an event that people sign up for. */
const OF_EVENTS = [['eventuuid', 'eventid', 'webhookeventid']];
const LONGEST_ID = 200;
const SHORTEST_EVENT = 8;

/** Names of the site, account or form a lead was sent from, of which each counts its leads by itself. */
const SITES = new Set(
  (
    'source_url sourceurl page_url pageurl form_url formurl site site_url siteurl site_id siteid site_name sitename ' +
    'blog_url blogurl home_url homeurl domain host hostname origin referrer referer _wp_http_referer ' +
    'account account_id accountid portal_id portalid page_id pageid tenant_id tenantid workspace_id workspaceid ' +
    'organization_id organizationid organisation_id org_id orgid instance_id instanceid shop shop_id shop_domain ' +
    'form_id formid location_id locationid'
  ).split(' '),
);
const MOST_SITES = 8;

/** The id a body gives its lead under one of the names that senders use; undefined when it has none. */
export const leadIdIn = (pairs: readonly Pair[]): string | undefined => idUnder(OF_LEADS, pairs, 1);

/** The id of the event that told of the lead, long enough to be no name of something people attend. */
export const eventIdIn = (pairs: readonly Pair[]): string | undefined => idUnder(OF_EVENTS, pairs, SHORTEST_EVENT);

function idUnder(names: string[][], pairs: readonly Pair[], shortest: number): string | undefined {
  for (const alike of names) {
    for (const name of alike) {
      const value = pairs.find((pair) => lettersOf(pair.name) === name && isId(pair.value, shortest))?.value;
      if (value) return value.trim();
    }
  }
  return undefined;
}

/** An id is one word with a digit in it, and not nothing but zeros. */
function isId(value: string, shortest: number): boolean {
  const id = value.trim();
  return id.length >= shortest && id.length <= LONGEST_ID && /^[\w.:+/=-]+$/.test(id) && /[1-9]/.test(id);
}

/**
 * Which site, account and form the body names, so that two of them on one channel may count alike; empty when it names
 * none. Of an address the host counts: pages of one site count together.
 */
export function siteIn(pairs: readonly Pair[]): string {
  const named = pairs
    .filter(({ name, value }) => value.trim() !== '' && SITES.has(partOf(name)))
    .map(({ name, value }) => `${partOf(name)}=${hostOf(value.trim().slice(0, LONGEST_ID))}`);
  return [...new Set(named)].sort().slice(0, MOST_SITES).join(' ');
}

/** The last part of a name, lower case: of `form[id]` `form_id`, as Elementor means it. */
function partOf(name: string): string {
  const lower = name.slice(0, LONGEST_ID).toLowerCase();
  const whole = lower.replaceAll(']', '').replace(/[.[]/g, '_');
  return SITES.has(whole) ? whole : (lower.replace(/\]$/, '').split(/[.[]/).at(-1) ?? '');
}

const lettersOf = (name: string) =>
  (name.slice(0, LONGEST_ID).toLowerCase().replace(/\]$/, '').split(/[.[]/).at(-1) ?? '').replace(/[^a-z]/g, '');

function hostOf(value: string): string {
  const url = /^https?:\/\//i.test(value) ? URL.parse(value) : null;
  return (url?.host ?? value.toLowerCase()).replace(/^www\./, '');
}
