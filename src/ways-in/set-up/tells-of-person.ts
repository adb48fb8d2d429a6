import { labelTarget } from '../../lead/fields/field-names.ts';
import { isForeign } from '../../lead/fields/label/containers.ts';
import type { Pair } from '../../lead/submission.ts';
import { lastOf, mayReach } from './may-reach.ts';

const NAMES: ReadonlySet<string | undefined> = new Set(['fullName', 'firstName', 'lastName', 'idNumber']);
const WORDS: ReadonlySet<string | undefined> = new Set(['notes', 'stepNotes']);
/** What a service says when it only tries: `Hello`, `This is a test message from your webhook`. */
const TRIAL_WORDS = new Set(
  (
    'hello hi world ping pong test testing tested webhook webhooks hook event message notification request payload ' +
    'sample example verification verify handshake validation connection delivery url endpoint integration this is it ' +
    'a an the just only to for from of your you our we are and ok success successful true false null none'
  ).split(' '),
);
const MOST_WORDS = 20;

/** Whether a pair names a person, holds what one wrote, or may be a way to reach one: no service tries with that. */
export function tellsOfPerson(pair: Pair): boolean {
  return mayReach(pair) || ((isName(pair) || hasTarget(pair, WORDS)) && !isTrialText(pair.value));
}

/** The name of a webhook or an account is nobody's. */
const isName = (pair: Pair): boolean =>
  hasTarget(pair, NAMES) && !pair.name.slice(0, 300).split('.').slice(0, -1).some(isForeign);

const hasTarget = ({ name, label, value }: Pair, targets: ReadonlySet<string | undefined>): boolean =>
  [lastOf(name), ...(label === undefined ? [] : [label])].some((one) => targets.has(labelTarget(one, value)));

/** Nothing at all counts as well. */
function isTrialText(value: string): boolean {
  const words =
    value
      .slice(0, 300)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return value.length <= 300 && words.length <= MOST_WORDS && words.every((word) => TRIAL_WORDS.has(word));
}
