import type { Pair } from '../../../lead/submission.ts';
import { type FlatSender, submission } from '../sender.ts';

const USUAL_FIELDS = ['your-name', 'your-email', 'your-message', 'your-tel', 'your-phone'];

/** Contact Form 7: `your-name` and `tel-123`, and its own `_wpcf7…` fields, which tell the form. */
export const contactForm7: FlatSender = ({ pairs, has }) => {
  if (!has('_wpcf7') && USUAL_FIELDS.filter(has).length < 2) return undefined;
  return submission('contact-form-7', pairs.map(withoutListMark));
};

/** A field that takes several answers is called `checkbox-123[]`. */
function withoutListMark(pair: Pair): Pair {
  return pair.name.endsWith('[]') ? { ...pair, name: pair.name.slice(0, -2), label: pair.name } : pair;
}
