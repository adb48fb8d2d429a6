import type { CommonTarget } from '../field-names.ts';

/** A piece of a phone number that some forms and lists keep in a field of its own. */
export type PhonePart = 'area' | 'country' | 'extension';

/** What a label asks for, as far as its words say. */
export interface LabelReading {
  /** The field it asks for. */
  target?: CommonTarget;
  /** It asks for a piece of a phone number. */
  part?: PhonePart;
  /** It asks for the phone, address or name of somebody else, or of something. */
  isForeign?: boolean;
  /** It is an office's, where others are reached by it, too. */
  isShared?: boolean;
  /** It speaks about a field or a thing, such as a type, an id or a time. */
  isAbout?: boolean;
}

/** Nobody understands it. */
export const NOTHING: LabelReading = {};
export const FOREIGN: LabelReading = { isForeign: true };
