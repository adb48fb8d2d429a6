import type { Target } from '../../lead/fields/field-names.ts';
import { footerLabel } from './form-footers.ts';
import { isMessage, labelBefore } from './labels.ts';
import { type Mailbox, readMailbox } from './mime/addresses.ts';
import { quotedHeader } from './mime/header-words.ts';

/** What the channel makes of a label. */
export type Knows = (label: string) => Target | undefined;

/** A longer line is text, whatever separates its words. */
const LONGEST_SEVERAL = 1000;
const LONGEST_MAILBOX = 300;

/** What is known of the labels of a form in a mail. */
export class FormLabels {
  readonly #knows: Knows;
  /** Each label is asked about several times, and a form has the same ones again and again. */
  readonly #targets = new Map<string, Target | undefined>();

  constructor(knows: Knows) {
    this.#knows = knows;
  }

  /** The field a label asks for: the channel's own first, then what every mail calls its message. */
  target(label: string): Target | undefined {
    if (this.#targets.has(label)) return this.#targets.get(label);
    const target = this.#knows(label) ?? (isMessage(label) ? 'notes' : undefined);
    this.#targets.set(label, target);
    return target;
  }

  /** Whether a label is one at all: of a field, or of what a program adds below a form. */
  isKnown(label: string, isInMessage = false): boolean {
    return label !== '' && (this.target(label) !== undefined || footerLabel(label, isInMessage));
  }

  /** `Name: Dana | Phone: 052-1234567`; undefined where the line is not a row of known labels. */
  several(line: string): { label: string; value: string }[] | undefined {
    if (line.length > LONGEST_SEVERAL || !/[|•]/.test(line)) return undefined;
    const pieces = line
      .split(/[|•]/)
      .map((piece) => piece.trim())
      .filter(Boolean);
    const read = pieces.flatMap((piece) => labelBefore(piece) ?? []);
    const isEach = read.length === pieces.length && read.every(({ label }) => this.target(label) !== undefined);
    return read.length > 1 && isEach ? read : undefined;
  }
}

/** `From: Dana <dana@example.com>`, which is how Contact Form 7 begins. */
export function senderBeside(label: string, value: string): Mailbox | undefined {
  if (quotedHeader(`${label}: x`)?.kind !== 'from' || value.length > LONGEST_MAILBOX) return undefined;
  const box = readMailbox(value);
  return box?.address ? box : undefined;
}
