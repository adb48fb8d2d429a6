import type { CommonTarget } from '../field-names.ts';
import type { Said } from './said.ts';

const OFFERS = 'help לעזור helfen aider ayudar ayudarte ajudar помочь مساعدتك نساعدك'.split(' ');
const INVITATIONS = [
  ['tell', 'us'],
  ['anything', 'else'],
  ['looking', 'for'],
  ['can', 'we', 'do'],
  ['ספרו', 'לנו'],
  ['ספר', 'לנו'],
  ['תרצו', 'לדעת'],
  ['להוסיף', 'משהו'],
] as const;

/** `Tell us about …`, `How can we help?`: whoever is asked that writes what they like, whomever it is about. */
export function isInvitation(said: Said): boolean {
  const isOffer = OFFERS.some((help) => said.hears(help));
  const isInvited = INVITATIONS.some((words) => said.hears(...words));
  return ((isOffer && said.mentions('ask')) || isInvited) && !said.has('name');
}

/** Whether the label asks for what somebody wants to say. */
export function isMessageAsked(said: Said): boolean {
  const has = (...texts: string[]) => said.hears(...texts);
  if (!said.has('message') || said.mentions('about', 'thing', 'name', 'date', 'number', 'code')) return false;
  if (has('id') || has('ids') || has('uuid')) return false;
  return said.isWholeKnown && !said.has('address', 'city', 'website', 'title');
}

/** What is not a way to reach somebody, nor a name: one head, and words that say nothing beside it. */
export function detailAsked(said: Said): CommonTarget | undefined {
  if (said.has('birth')) return said.has('city', 'country', 'address') ? undefined : 'birthDate';
  if (said.has('date', 'other', 'office', 'call')) return undefined;
  // Nobody has people confirm a web address; such names belong to traps for programs.
  if (said.has('website') && said.hears('confirm')) return undefined;
  if (said.has('website')) return said.has('city', 'country', 'user', 'form') ? undefined : 'url';
  if (said.has('zip') || (said.has('postal') && said.has('code'))) return 'postalCode';
  if (said.has('identity')) return 'idNumber';
  if (said.has('code')) return undefined;
  if (said.has('company') && said.has('job')) return said.has('number', 'address') ? undefined : 'title';
  if (said.has('company')) return said.has('number', 'address') || isOfId(said) ? undefined : 'company';
  if (said.has('gender')) return 'gender';
  if (said.has('job')) return 'title';
  if (said.has('city')) return 'city';
  if (said.has('country')) return 'country';
  if (said.has('address', 'street'))
    return said.has('id') && !said.has('mine') && said.core.length > 2 ? undefined : 'address';
  return said.has('news') ? 'mailingList' : undefined;
}

/** `organization_id`: a program's number of it, and not what a form builder numbers. */
const isOfId = ({ core }: Said) =>
  core.some(({ meaning, text }) => meaning === 'id' && /^(?:id|uuid|guid)s?$/.test(text));
