import type { Target } from '../../lead/fields/field-names.ts';
import type { Pair } from '../../lead/submission.ts';
import { footerLabel, isClosing, isSeparator } from './form-footers.ts';
import { FormLabels, type Knows, senderBeside } from './form-labels.ts';
import {
  beside,
  isMessage,
  isOneLine,
  isText,
  labelBefore,
  looksLikeValue,
  mailLabelOf,
  withoutLinks,
} from './labels.ts';
import { readMailbox } from './mime/addresses.ts';
import { bare, type Row } from './text/rows.ts';

/** A filled-in form as a mail shows it. */
export interface Form {
  pairs: Pair[];
  targets: Set<Target>;
  /** Lines that are no part of the form: what stands above it. */
  rest: Row[];
  /** Signs that a program wrote it: 2 and more are sure. */
  signs: number;
}

/** Longer cells beside another are no labels. */
const LONGEST_LABEL = 80;
/** Characters of a line in which its label is looked for. */
const MOST_READ = 4000;

/** Reads rows as a form: `label: value` on a line, a label above its value, or the two side by side in a table. */
export function readFormMail(rows: readonly Row[], knows: Knows): Form {
  const reader = new FormReader(knows);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? [];
    if (row.length > 1) at += reader.cells(row, rows[at + 1] ?? []);
    else reader.line(row[0] ?? '', rows[at + 1]?.[0]);
  }
  return reader.end();
}

interface Open {
  label: string;
  target: Target | undefined;
  lines: string[];
  /** The label stands on a line of its own. */
  isAbove: boolean;
  isFooter: boolean;
  /** A blank line ended its value. */
  isDone: boolean;
}

class FormReader {
  readonly #labels: FormLabels;
  readonly #form: Form = { pairs: [], targets: new Set(), rest: [], signs: 0 };
  #open: Open | undefined;

  constructor(knows: Knows) {
    this.#labels = new FormLabels(knows);
  }

  /** A row of a table; returns how many of the rows after it were read with it. */
  cells(row: Row, next: Row): number {
    const labels = row.map((cell) => mailLabelOf(cell));
    const isHeading = labels.every((label) => this.#labels.isKnown(label)) && row.length === next.length;
    if (isHeading && !next.every((cell) => this.#labels.isKnown(mailLabelOf(cell)))) {
      for (const [i, label] of labels.entries()) this.#start(label, next[i] ?? '', false);
      this.#close();
      return 1;
    }
    const [first = '', ...values] = row;
    const label = mailLabelOf(first);
    if (label.length <= LONGEST_LABEL && (this.#labels.isKnown(label) || first.length <= LONGEST_LABEL)) {
      this.#start(label, values.join(' '), false);
      this.#close();
    } else this.line(row.join(' '), undefined);
    return 0;
  }

  line(sent: string, next: string | undefined): void {
    const line = bare(sent);
    if (line === '') this.#blank();
    else if (isSeparator(line)) this.#close();
    else if (this.#severalInOne(line)) this.#close();
    else if (isClosing(line) && !footerLabel(labelBefore(line)?.label ?? '')) {
      this.#close();
      this.#form.signs += 2;
      this.#form.pairs.push({ name: 'Footer', value: line });
    } else if (!this.#labelled(line)) this.#goOn(sent, line, next);
  }

  end(): Form {
    this.#close();
    return this.#form;
  }

  #severalInOne(line: string): boolean {
    const read = this.#labels.several(line);
    for (const { label, value } of read ?? []) this.#start(label, value, false);
    return read !== undefined;
  }

  /** Begins a field where the line has a label, before a value or alone. */
  #labelled(line: string): boolean {
    const before = labelBefore(line.slice(0, MOST_READ));
    if (before && this.#isLabel(before.label, before.value)) {
      this.#start(before.label, before.value + line.slice(MOST_READ), before.value === '');
      return true;
    }
    const alone = { label: line.length <= 40 ? mailLabelOf(line) : '', value: '' };
    const known = [beside(line), alone].find((one) => one?.label && this.#labels.target(one.label));
    if (known) this.#start(known.label, known.value, known === alone);
    return known !== undefined;
  }

  #isLabel(label: string, value: string): boolean {
    if (this.#labels.isKnown(label, this.#isInText()) || senderBeside(label, value)) return true;
    // A clock's colon, an address, or a sentence in somebody's message.
    if (this.#isInText() || /\d$/.test(label) || value.startsWith('//') || label.includes('@')) return false;
    return this.#form.pairs.length + (this.#open ? 1 : 0) > 0 && label.length <= 50 && label.split(/\s+/).length <= 7;
  }

  /** In a message a line that begins with `word:` is most likely a line of the message. */
  #isInText(): boolean {
    const open = this.#open;
    return open !== undefined && open.lines.length > 0 && isText(open.target);
  }

  /** An answer that goes on in the next line. */
  #goesOn({ lines, target, isFooter, isDone }: Open): boolean {
    return lines.length === 0 || isText(target) || !(isFooter || isDone || isOneLine(target));
  }

  #start(label: string, value: string, isAbove: boolean): void {
    this.#close();
    const target = this.#labels.target(label);
    const box = target === undefined ? senderBeside(label, value) : undefined;
    if (box) {
      this.#keep('FullName', box.name, 'fullName');
      this.#keep('Email', box.address, 'email');
      return;
    }
    const lines = value.trim() === '' ? [] : [value];
    this.#open = { label, target, lines, isAbove, isFooter: footerLabel(label), isDone: false };
  }

  #goOn(sent: string, line: string, next: string | undefined): void {
    const open = this.#open;
    if (open && this.#goesOn(open)) {
      open.lines.push(sent.trimEnd());
    } else if (
      open?.isAbove &&
      line.length <= 60 &&
      next !== undefined &&
      looksLikeValue(next) &&
      !this.#labels.target(mailLabelOf(next))
    ) {
      this.#start(mailLabelOf(line), '', true);
    } else {
      this.#close();
      this.#form.rest.push([sent]);
    }
  }

  #blank(): void {
    const open = this.#open;
    if (!open || open.lines.length === 0) {
      this.#form.rest.push(['']);
    } else if (isText(open.target)) open.lines.push('');
    else open.isDone = true;
  }

  #close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open) this.#keep(open.label, open.lines.join('\n').trim(), open.target);
  }

  #keep(label: string, sent: string, target: Target | undefined): void {
    const plain = withoutLinks(sent);
    if (plain === '') return;
    const value = target === 'email' ? readMailbox(plain)?.address || plain : plain;
    this.#form.pairs.push(isMessage(label) ? { name: label, value, label: 'Remarks' } : { name: label, value });
    if (target !== undefined && target !== 'ignore') this.#form.targets.add(target);
    if (footerLabel(label)) this.#form.signs += 1;
  }
}
