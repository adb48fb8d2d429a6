import type { Child } from 'hono/jsx';

const STYLE = `
:root{color-scheme:light dark;--ink:#16202c;--soft:#5b6775;--paper:#fff;--wash:#f3f5f8;--line:#8893a1;--go:#0b5cad;--no:#b3261e}
@media (prefers-color-scheme:dark){:root{--ink:#edf1f5;--soft:#aab4c0;--paper:#1a222c;--wash:#10161d;--line:#7c8896;--go:#7db8f2;--no:#ff9b90}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--wash);color:var(--ink);font:1.0625rem/1.55 system-ui,"Segoe UI",Arial,sans-serif}
main{max-width:40rem;margin:0 auto;padding:clamp(1.25rem,5vw,3rem) clamp(1rem,4vw,2rem)}
.card{background:var(--paper);border-radius:.9rem;padding:clamp(1.25rem,5vw,2.25rem);box-shadow:0 1px 3px #0002,0 8px 24px #0001}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .6rem}
h2{font-size:1.1rem;margin:1.8rem 0 .4rem}
p{margin:.4rem 0}
.soft{color:var(--soft)}
.no{color:var(--no);font-weight:600}
label{display:block;margin:1rem 0 .25rem;font-weight:600}
input,textarea{width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:.6rem .7rem}
button{margin-top:1.4rem;font:inherit;font-weight:600;color:var(--paper);background:var(--go);border:0;border-radius:.5rem;padding:.7rem 1.4rem;min-height:2.75rem;cursor:pointer}
:focus-visible{outline:3px solid var(--go);outline-offset:2px}
pre{direction:ltr;text-align:left;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--wash);border-radius:.5rem;padding:.9rem;font-size:.875rem;line-height:1.45}
code{direction:ltr;unicode-bidi:isolate;overflow-wrap:anywhere}
details{margin:.5rem 0}
summary{cursor:pointer;font-weight:600;padding:.35rem 0;min-height:1.75rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:start;padding:.4rem .6rem .4rem 0;border-bottom:1px solid color-mix(in srgb,var(--line) 40%,transparent);overflow-wrap:anywhere}
`;

/** The frame of every public page: one column that works on a phone, right to left in Hebrew, without scripts. */
export function Layout({ language, title, children }: { language: 'he' | 'en'; title: string; children: Child }) {
  return (
    <html lang={language} dir={language === 'he' ? 'rtl' : 'ltr'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <main>
          <div class="card">{children}</div>
        </main>
      </body>
    </html>
  );
}
