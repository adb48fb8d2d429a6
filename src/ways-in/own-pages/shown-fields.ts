import type { Channel } from '../../lead/channel/channel.ts';
import { fieldsOf } from '../../lead/fields/channel-fields.ts';
import { CONTROLS } from '../../lead/fields/field-names.ts';
import type { Pair, Submission, Warning } from '../../lead/submission.ts';
import { formFields } from '../../pages/internal-form/form-fields.ts';
import { isOwnName, type OwnPage } from './page-fields.ts';

/**
 * The submission with only what the page asked for, and a warning when there was more. A page of ours is no sender
 * whose fields have names of their own: what it did not show, somebody wrote into the request, and it could replace or
 * move what is not theirs. The bytes keep it.
 */
export function withShownOnly(submission: Submission, channel: Channel, page: OwnPage): Submission {
  const { targetOf } = fieldsOf(channel);
  const isShown = shownBy(page, channel);
  const isKept = (pair: Pair) => isOwnName(pair.name, page.wayIn) || isShown(targetOf(pair));
  const pairs = submission.pairs.filter(isKept);
  const isMore = submission.pairs.some((pair) => !isKept(pair) && pair.value.trim() !== '');
  return { ...submission, pairs, warnings: isMore ? [...submission.warnings, NOT_SHOWN] : submission.warnings };
}

/** A registration that came before its page's fields were kept with it: anything but what says what to do with it. */
const UNSAID: ReadonlySet<string> = new Set(CONTROLS.filter((it) => it !== 'marketer' && it !== 'mailingList'));

function shownBy({ wayIn, shown }: OwnPage, channel: Channel): (target: string | undefined) => boolean {
  const { required } = fieldsOf(channel);
  if (wayIn === 'internal-form') {
    const { first, onTask, more } = formFields(channel);
    const asked = [...first, ...onTask, ...more].map(({ target }): string => target);
    const targets = new Set([...asked, ...required, 'notes', 'stageId']);
    return (target) => target !== undefined && targets.has(target);
  }
  if (!shown) return (target) => target !== undefined && !UNSAID.has(target);
  const targets = new Set<string>([...shown, ...required, 'marketer']);
  return (target) => target !== undefined && targets.has(target);
}

const NOT_SHOWN: Warning = {
  code: 'not_on_the_page',
  message: 'The page did not ask for everything that was sent; only what it asked for was read.',
};
