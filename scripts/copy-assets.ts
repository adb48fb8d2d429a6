/**
 * Puts together what the Worker serves as static files, in `public/`: the font from its npm package, and the icon.
 * Wrangler runs it before it builds (`wrangler.toml`), and so does `vitest.config.ts`.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { FONT_SCRIPTS, FONT_VERSION, fontAddress } from '../src/pages/font.ts';
import { SAFE_DEFAULTS, SAFE_HEADERS } from '../src/ways-in/doors/safe-headers.ts';

const font = 'node_modules/@fontsource-variable/assistant';
const { version } = JSON.parse(readFileSync(`${font}/package.json`, 'utf8')) as { version: string };
// Browsers keep the font for good under its address.
if (version !== FONT_VERSION)
  throw new Error(`src/pages/font.ts must name the font's version, which is ${version} now`);

mkdirSync('public/assets', { recursive: true });
for (const script of FONT_SCRIPTS) {
  const from = `${font}/files/assistant-${script}-wght-normal.woff2`;
  cpSync(from, `public${fontAddress(script)}`);
}
cpSync(`${font}/LICENSE`, 'public/assets/assistant-licence.txt');
cpSync('src/pages/assets/kelet.svg', 'public/assets/kelet.svg');
const safe = Object.entries({ ...SAFE_HEADERS, ...SAFE_DEFAULTS }).map(([name, value]) => `  ${name}: ${value}\n`);
writeFileSync(
  'public/_headers',
  `/*\n${safe.join('')}\n/assets/*.woff2\n  cache-control: public, max-age=31536000, immutable\n`,
);
