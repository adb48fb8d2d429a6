/*
 * A business's colours on its public pages. It chooses two; everything else is computed, so that text on them can be
 * read by everybody (WCAG 2.2: 4.5 to 1 for text, 3 to 1 for what is no text).
 */

/** How the pages use one colour in one scheme: as a surface, for text on that surface, and as text on the page. */
interface Tone {
  fill: string;
  onFill: string;
  text: string;
}

/** The colours of a page, all `#rrggbb`. */
export interface Brand {
  light: Tone & { background: string };
  dark: Tone;
}

const INK = '#15222b';
const PAPER = { light: '#fffefb', dark: '#18232a' };
const TEXT_CONTRAST = 4.5;
const SHAPE_CONTRAST = 3;

export const isColour = (text: string) => /^#[0-9a-f]{6}$/.test(text);

/** The contrast of two colours as WCAG measures it, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Why a colour cannot carry buttons and bands; undefined when it can. */
export const accentFault = (accent: string) => fault(accent, PAPER.light, SHAPE_CONTRAST, 'the white of the page');

/** Why a colour cannot lie behind text; undefined when it can. */
export const backgroundFault = (background: string) => fault(background, INK, TEXT_CONTRAST, 'the text on it');

function fault(colour: string, against: string, needed: number, what: string): string | undefined {
  const measured = contrast(colour, against);
  if (measured >= needed) return undefined;
  const shown = (Math.floor(measured * 10) / 10).toFixed(1);
  return `${colour} has a contrast of ${shown} to 1 against ${what}; ${needed} to 1 is needed for everybody to see it.`;
}

/** Everything a page needs, from the two colours a business chose. */
export function brandOf(accent: string, background: string): Brand {
  const onDark = towards(accent, '#ffffff', (colour) => contrast(colour, PAPER.dark) >= TEXT_CONTRAST);
  return {
    light: {
      fill: accent,
      onFill: readableOn(accent),
      text: towards(accent, '#000000', (colour) => contrast(colour, PAPER.light) >= TEXT_CONTRAST),
      background,
    },
    dark: { fill: onDark, onFill: readableOn(onDark), text: onDark },
  };
}

/** White where it can be read on the surface, else black: one of the two always can. */
const readableOn = (surface: string) => (contrast('#ffffff', surface) >= TEXT_CONTRAST ? '#ffffff' : '#000000');

/** The colour itself or, step by step nearer to `end`, the first that is good. */
function towards(colour: string, end: string, isGood: (colour: string) => boolean): string {
  for (let step = 0; step < 20; step++) {
    const mixed = mix(colour, end, step / 20);
    if (isGood(mixed)) return mixed;
  }
  return end;
}

const channelsOf = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

function mix(from: string, to: string, share: number): string {
  const end = channelsOf(to);
  const mixed = channelsOf(from).map((value, i) => Math.round(value + ((end[i] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
