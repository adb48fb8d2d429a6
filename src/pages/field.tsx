import type { SampleField } from '../lead/samples/sample-fields.ts';
import { words } from './words.ts';

interface Props {
  id: string;
  field: SampleField;
  language: 'he' | 'en';
  /** The name it is sent under, when that is not the field's own. */
  name?: string;
  /** What stands in it: several only where several may be chosen. */
  values?: string[];
  /** What is wrong with it. */
  fault?: string | undefined;
  hint?: string | undefined;
  isRequired?: boolean;
  /** Whoever types may be typing about somebody else: the browser must not fill in its owner. */
  isAboutOthers?: boolean;
  isWide?: boolean;
}

const LEFT_TO_RIGHT: ReadonlySet<string> = new Set(['tel', 'email', 'url', 'number', 'date']);

/** One field of a form: label, input of the right kind, what is wrong with it. */
export function FieldInput(props: Props) {
  const { id, field, language, name = field.name, values = [], fault, isRequired = field.isRequired } = props;
  const { custom, target, label } = field;
  const options = custom?.options.length ? custom.options : undefined;
  const common = { id, name, ...described(props, isRequired) };
  const wide = isLong(field, values) || options !== undefined || props.isWide;

  if (custom?.type === 'manyOf' && options) {
    const all = [...new Set([...options, ...values])];
    return (
      <fieldset class="plain field wide">
        <legend>{label}</legend>
        {all.map((option, i) => (
          <label class="check">
            <input type="checkbox" id={`${id}-${i}`} name={name} value={option} checked={values.includes(option)} />
            <span dir="auto">{option}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  if (custom?.type === 'yesNo' || target === 'mailingList') {
    return (
      <div class="field wide">
        <label class="check" for={id}>
          <input type="checkbox" {...common} value="1" checked={values.some((value) => value && value !== '0')} />
          <span>{label}</span>
        </label>
      </div>
    );
  }
  const [value = ''] = values;
  return (
    <div class={wide ? 'field wide' : 'field'}>
      <label for={id}>
        {label}
        {isRequired ? <span class="hint"> ({words[language].required})</span> : null}
      </label>
      {props.hint ? (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      ) : null}
      {custom?.type === 'oneOf' && options ? (
        <select {...common}>
          <option value="">{words[language].choose}</option>
          {[...new Set([...options, ...values])].filter(Boolean).map((option) => (
            <option value={option} selected={option === value}>
              {option}
            </option>
          ))}
        </select>
      ) : isLong(field, values) ? (
        <textarea {...common} rows={4} dir="auto" maxlength={8000}>
          {value}
        </textarea>
      ) : (
        <input {...common} {...kindOf(field, value)} value={value} maxlength={1000} {...filling(props)} />
      )}
      {fault ? (
        <p class="why" id={`${id}-why`}>
          {fault}
        </p>
      ) : null}
    </div>
  );
}

function described({ id, fault, hint }: Props, isRequired: boolean) {
  const by = [hint ? `${id}-hint` : '', fault ? `${id}-why` : ''].filter(Boolean).join(' ');
  return {
    ...(isRequired ? { required: true } : {}),
    ...(fault ? { 'aria-invalid': 'true' as const } : {}),
    ...(by ? { 'aria-describedby': by } : {}),
  };
}

const isLong = ({ custom, target }: SampleField, [value = '']: string[]) =>
  custom?.type === 'longText' || target === 'notes' || target === 'stepNotes' || value.includes('\n');

/** What was typed may be no date and no address: an input that would not show it becomes one that does. */
function kindOf({ type, custom }: SampleField, value: string) {
  const wanted = type ?? (custom?.type === 'number' || custom?.type === 'date' ? custom.type : 'text');
  const isShown =
    value === '' ||
    wanted === 'tel' ||
    wanted === 'email' ||
    (wanted === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) ||
    (wanted === 'number' && /^-?\d+(\.\d+)?$/.test(value));
  const kind = isShown ? wanted : 'text';
  return {
    type: kind,
    dir: LEFT_TO_RIGHT.has(wanted) ? ('ltr' as const) : ('auto' as const),
    ...(kind === 'number' ? { step: 'any' } : {}),
  };
}

const filling = ({ field, isAboutOthers }: Props) =>
  isAboutOthers ? { autocomplete: 'off' } : field.autocomplete ? { autocomplete: field.autocomplete } : {};
