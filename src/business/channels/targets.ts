import type { Channel } from '../../lead/channel/channel.ts';
import { CONTROLS, canonicalTarget, nameKey } from '../../lead/fields/field-names.ts';
import { DETAILS } from '../../lead/lead.ts';

const COMMON: ReadonlySet<string> = new Set([...DETAILS, ...CONTROLS, 'fullName', 'ignore']);

/** What a channel's settings say about fields, as targets. */
type FieldSettings = Pick<Channel, 'mapping' | 'required' | 'defaults' | 'constants'>;

/** A setting that names a target nobody knows. */
export interface UnknownTarget {
  field: keyof FieldSettings;
  target: string;
}

/**
 * The first target of a channel's settings that is neither a field of every contact (`phone` or `MobilePhone`), nor a
 * control, nor one of the given custom fields (`custom:budget`).
 */
export function findUnknownTarget(
  { mapping, required, defaults, constants }: FieldSettings,
  customIds: ReadonlySet<string>,
): UnknownTarget | undefined {
  const named = {
    mapping: Object.values(mapping),
    required,
    defaults: Object.keys(defaults),
    constants: Object.keys(constants),
  };
  for (const field of ['mapping', 'required', 'defaults', 'constants'] as const) {
    const target = named[field].find((written) => !isTarget(written, customIds));
    if (target !== undefined) return { field, target };
  }
  return undefined;
}

const isTarget = (written: string, customIds: ReadonlySet<string>) =>
  COMMON.has(written) || customIds.has(written) || canonicalTarget(nameKey(written)) !== undefined;
