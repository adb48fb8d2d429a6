import type { ChannelFields } from '../fields/channel-fields.ts';
import type { Target } from '../fields/field-names.ts';
import type { Warning } from '../submission.ts';
import { cleanLine, cleanText } from '../text.ts';

/** A hostile lead has thousands of things wrong with it; the business needs to see only so many. */
const MOST_WARNINGS = 50;

const PHONES: ReadonlySet<Target> = new Set<Target>(['phone', 'mobile', 'otherPhone']);

/** One value on its way to a field, and the name its sender gave it. */
interface Held {
  values: Set<string>;
  name: string;
  fixed: boolean;
}

/**
 * A lead while its values gather: one first value a field, several for notes and lists, and what found no place.
 * Nothing put into it is ever lost; a value whose field is taken stays under its sender's name.
 */
export class Draft {
  readonly #held = new Map<Target, Held>();
  readonly #unknown = new Map<string, Set<string>>();
  readonly #warnings: Warning[];
  readonly #spilled: { value: string; name: string }[] = [];
  readonly #fields: ChannelFields;

  constructor(fields: ChannelFields, warnings: readonly Warning[]) {
    this.#fields = fields;
    this.#warnings = warnings.slice(0, MOST_WARNINGS);
  }

  /** Puts a value where it belongs; a `fixed` one (a channel's constant) takes the whole field, whatever else comes. */
  put(target: Target, sent: string, name: string, fixed = false): void {
    const value = this.#hasLines(target) ? cleanText(sent) : cleanLine(sent);
    if (value === '') return;
    const held = this.#held.get(target);
    if (held === undefined) {
      this.#held.set(target, { values: new Set([value]), name, fixed });
    } else if (held.fixed) {
      if (!held.values.has(value)) this.keep(name, value);
    } else if (this.#collects(target)) {
      held.values.add(value);
    } else if (!held.values.has(value)) {
      if (PHONES.has(target) && held.name !== name) this.#spilled.push({ value, name });
      else this.repeated(name, value);
    }
  }

  /** Keeps a value whose field is taken beside it, and says so. */
  repeated(name: string, value: string): void {
    this.keep(name, value);
    this.warn(
      'repeated_field',
      'This field came more than once; the first value counts, the others are kept beside.',
      name,
    );
  }

  /** Phones that came under another name than the one that stands; the draft then no longer holds them. */
  spilled(): { value: string; name: string }[] {
    return this.#spilled.splice(0);
  }

  /** Keeps what nobody understood, under its sender's name. */
  keep(name: string, sent: string): void {
    const value = cleanText(sent);
    if (value === '') return;
    const safe = safeName(name);
    const values = this.#unknown.get(safe);
    if (values === undefined) this.#unknown.set(safe, new Set([value]));
    else values.add(value);
  }

  warn(code: string, message: string, field: string): void {
    if (this.#warnings.length >= MOST_WARNINGS) return;
    if (this.#warnings.some((known) => known.code === code && known.field === field)) return;
    this.#warnings.push({ code, message, field });
  }

  has(target: Target): boolean {
    return this.#held.has(target);
  }

  /** A field's text; several notes one below the other. */
  text(target: Target): string | undefined {
    const held = this.#held.get(target);
    return held === undefined ? undefined : [...held.values].join('\n');
  }

  /** A field's text, which the field then no longer holds. */
  take(target: Target): string | undefined {
    const text = this.text(target);
    this.#held.delete(target);
    return text;
  }

  list(target: Target): string[] {
    return [...(this.#held.get(target)?.values ?? [])];
  }

  /** The sender's name of a field, for warnings about it. */
  nameOf(target: Target): string {
    return this.#held.get(target)?.name ?? target;
  }

  targets(): Iterable<Target> {
    return this.#held.keys();
  }

  unknown(): Record<string, string> {
    return Object.fromEntries([...this.#unknown].map(([name, values]) => [name, [...values].join(', ')]));
  }

  warnings(): Warning[] {
    return this.#warnings;
  }

  #hasLines(target: Target): boolean {
    return target === 'notes' || target === 'stepNotes' || this.#fields.customField(target)?.type === 'longText';
  }

  #collects(target: Target): boolean {
    return (
      target === 'notes' ||
      target === 'stepNotes' ||
      target === 'contactTypes' ||
      this.#fields.customField(target)?.type === 'manyOf'
    );
  }
}

/** JSON readers drop or obey `__proto__`, so this one name is written in brackets; a nameless value is called so. */
export function safeName(name: string): string {
  const clean = cleanLine(name);
  if (clean === '') return '(no name)';
  return clean === '__proto__' ? '[__proto__]' : clean;
}
