/*
 * Assistant: Hebrew and Latin drawn together, every weight in one file a script, 29 KB. `scripts/copy-assets.ts` takes
 * it from its npm package to where the Worker's static assets are served from.
 */

/** The version of the npm package. */
export const FONT_VERSION = '5.3.0';

/** Where the font of a script is served; the version stands in the address, so that browsers may keep it for good. */
export const fontAddress = (script: FontScript) => `/assets/assistant-${FONT_VERSION}-${script}.woff2`;

export const FONT_SCRIPTS = ['hebrew', 'latin'] as const;
export type FontScript = (typeof FONT_SCRIPTS)[number];

const RANGES: Record<FontScript, string> = {
  hebrew: 'U+0590-05FF,U+200C-200F,U+20AA,U+25CC,U+FB1D-FB4F',
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-200B,U+2010-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+FEFF,U+FFFD',
};

/** The `@font-face` rules of both scripts. */
export const FONT_FACES = FONT_SCRIPTS.map(
  (script) =>
    `@font-face{font-family:Assistant;font-weight:200 800;font-display:swap;src:url(${fontAddress(script)}) format("woff2");unicode-range:${RANGES[script]}}`,
).join('');
