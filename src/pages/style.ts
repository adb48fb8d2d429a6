import { FONT_FACES } from './font.ts';

const COLOURS = `
:root{color-scheme:light dark;--ink:#15222b;--soft:#51616c;--paper:#fffefb;--wash:#f3efe7;--field:#fff;--line:#76858f;--rule:#dcd6ca;--go:#0b5a6c;--on-go:#fff;--go-text:#0b5a6c;--no:#a8261c;--no-wash:#fdf0ee;--note-wash:#eef4f4;--warn:#7a4b00;--warn-wash:#fdf4e0;--yes:#1b6440;--yes-wash:#ecf6ef}
@media (prefers-color-scheme:dark){:root{--ink:#edf2f3;--soft:#a9b8bf;--paper:#18232a;--wash:#0e161b;--field:#101a20;--line:#7f919b;--rule:#2d3c45;--go:#7fcbda;--on-go:#06242b;--go-text:#8fd3e0;--no:#ff9d92;--no-wash:#341b1a;--note-wash:#17303a;--warn:#f2c46d;--warn-wash:#33280f;--yes:#86d6a6;--yes-wash:#14301f}}
`;

const TEXT = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100svh;background:var(--wash);color:var(--ink);font:400 1.0625rem/1.6 Assistant,"Segoe UI",Arial,sans-serif;overflow-wrap:break-word}
main{max-width:42rem;margin:0 auto;padding:clamp(1rem,5vw,3.5rem) clamp(.75rem,4vw,2rem) 3rem}
.card{background:var(--paper);border:1px solid var(--rule);border-radius:1rem;padding:clamp(1.25rem,5vw,2.5rem);box-shadow:0 1px 2px #1522290d,0 12px 32px -12px #15222926}
.card.branded{position:relative;overflow:hidden}
.card.branded::before{content:"";position:absolute;inset:0 0 auto;height:.45rem;background:var(--go)}
h1{font-size:clamp(1.5rem,1.25rem + 1.4vw,2rem);line-height:1.2;font-weight:700;letter-spacing:-.01em;margin:0 0 .5rem;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.3;font-weight:700;margin:2.25rem 0 .5rem}
p{margin:.5rem 0;text-wrap:pretty}
a{color:var(--go-text);text-underline-offset:.2em}
.lead{font-size:1.15rem;color:var(--soft);margin-bottom:1.25rem}
.lines{white-space:pre-line}
.soft{color:var(--soft)}
bdi,code,.ltr{unicode-bidi:isolate}
.ltr{direction:ltr;display:inline-block}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em}
code{direction:ltr;overflow-wrap:anywhere}
pre{direction:ltr;text-align:left;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--wash);border:1px solid var(--rule);border-radius:.6rem;padding:1rem;font-size:.875rem;line-height:1.55;margin:.5rem 0}
.box{border-radius:.6rem;border-inline-start:.3rem solid;padding:.85rem 1rem;margin:1.25rem 0}
.box p{margin:0}
.box p+p,.box ul{margin-top:.35rem}
.box ul{margin-bottom:0;padding-inline-start:1.25rem}
.box strong{font-weight:700}
.note{background:var(--note-wash);border-color:var(--go)}
.wrong{background:var(--no-wash);border-color:var(--no)}
.careful{background:var(--warn-wash);border-color:var(--warn)}
.done{background:var(--yes-wash);border-color:var(--yes)}
`;

const FORMS = `
form{margin:0}
fieldset{border:0;border-top:1px solid var(--rule);margin:1.75rem 0 0;padding:1.25rem 0 0;min-width:0}
fieldset.plain{border:0;margin:0;padding:0}
legend{float:inline-start;width:100%;font-size:1.2rem;font-weight:700;line-height:1.3;margin:0 0 .25rem;padding:0}
legend+*{clear:both}
legend+.field{margin-top:0;padding-top:1.1rem}
.plain legend{font-size:1rem;font-weight:600}
.grid{display:grid;gap:0 1.25rem}
@media (min-width:36rem){.grid{grid-template-columns:1fr 1fr}.grid>.wide{grid-column:1/-1}}
.field{margin-top:1.1rem;min-width:0}
label,.label{display:block;font-weight:600;margin-bottom:.3rem;line-height:1.35}
.hint{font-weight:400;color:var(--soft);font-size:.95rem;line-height:1.4}
p.hint{margin:-.1rem 0 .4rem}
input,textarea,select{display:block;width:100%;min-height:3rem;font:inherit;color:inherit;background:var(--field);border:1px solid var(--line);border-radius:.6rem;padding:.6rem .8rem}
textarea{min-height:7rem;resize:vertical}
select{padding-inline-end:2rem}
[dir=rtl] input[dir=ltr]{text-align:right}
[aria-invalid=true]{border-color:var(--no);border-width:2px}
.why{color:var(--no);font-weight:600;margin:.3rem 0 0}
.check{display:flex;gap:.75rem;align-items:flex-start;margin-top:.6rem;padding:.6rem 0;min-height:2.75rem;font-weight:400;line-height:1.5;cursor:pointer}
.apart{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.check input{flex:none;width:1.5rem;height:1.5rem;min-height:0;margin:0;accent-color:var(--go);cursor:pointer}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.75rem}
button{font:inherit;font-weight:700;min-height:3rem;padding:.6rem 1.75rem;border-radius:.6rem;border:2px solid var(--go);background:var(--go);color:var(--on-go);cursor:pointer}
button.second{background:transparent;color:var(--go-text)}
button:hover{filter:brightness(1.08)}
button.second:hover{background:var(--note-wash);filter:none}
@media (max-width:36rem){.actions button{flex:1 1 100%}}
:focus-visible{outline:3px solid var(--go-text);outline-offset:2px}
details{border-top:1px solid var(--rule);margin-top:1.75rem}
details.sample{margin:0}
summary{cursor:pointer;font-weight:600;padding:.7rem 0;min-height:2.75rem;line-height:1.4}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{text-align:start;vertical-align:top;padding:.55rem 0;padding-inline-end:.75rem;border-bottom:1px solid var(--rule);overflow-wrap:anywhere}
th{font-weight:600;color:var(--soft)}
th:first-child{width:46%}
td code{font-size:.84em}
th:last-child{width:4.5rem}
dl{margin:1.25rem 0 0;display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.35rem 1rem}
dt{color:var(--soft)}
dd{margin:0;min-width:0}
@media (prefers-reduced-motion:no-preference){button{transition:background-color .15s,filter .15s}}
@media (forced-colors:active){.card,.box{border:1px solid}}
`;

/** The one stylesheet of every page; it stands in the page itself, and the page's policy names its hash. */
export const STYLE = [FONT_FACES, COLOURS, TEXT, FORMS].join('').replaceAll('\n', '');
