import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Brand } from '../published/colours.ts';
import { fontAddress } from './font.ts';
import { STYLE } from './style.ts';

interface Props {
  language: 'he' | 'en';
  title: string;
  children: Child;
  /** The colours of the business whose page this is. */
  brand?: Brand | undefined;
}

/** The frame of every public page: one column that works on a phone, right to left in Hebrew, without scripts. */
export function Layout({ language, title, children, brand }: Props) {
  return (
    <html lang={language} dir={language === 'he' ? 'rtl' : 'ltr'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>{title}</title>
        <link rel="icon" href="/assets/kelet.svg" type="image/svg+xml" />
        <link
          rel="preload"
          href={fontAddress(language === 'he' ? 'hebrew' : 'latin')}
          as="font"
          type="font/woff2"
          crossorigin="anonymous"
        />
        <style>{raw(STYLE)}</style>
        {brand ? <style>{raw(brandStyle(brand))}</style> : null}
      </head>
      <body>
        <main>
          <div class={brand ? 'card branded' : 'card'}>{children}</div>
        </main>
      </body>
    </html>
  );
}

/** A business's colours over ours. Made of checked hexadecimal colours only, so nothing in it can be anything else. */
export function brandStyle({ light, dark }: Brand): string {
  const { background } = light;
  const ours = ({ fill, onFill, text }: Brand['dark']) => `--go:${fill};--on-go:${onFill};--go-text:${text}`;
  return `:root{${ours(light)}}@media (prefers-color-scheme:light){:root{--wash:${background}}}@media (prefers-color-scheme:dark){:root{${ours(dark)}}}`;
}
