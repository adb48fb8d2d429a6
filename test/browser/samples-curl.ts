/*
 * As much of curl as the samples use, for machines without it, so that the shell still reads every quote of a sample.
 * It refuses what it does not know rather than guess.
 */
import { readFileSync } from 'node:fs';

const words = process.argv.slice(2);
const url = words.find((word) => /^https?:/.test(word)) ?? '';
const options = words.filter((word) => word !== url && word !== '-s');
const headers = new Headers({ accept: '*/*' });
const pieces: string[] = [];
let isGet = false;

for (let at = 0; at < options.length; at++) {
  const option = options[at];
  if (option === '-G') {
    isGet = true;
    continue;
  }
  at += 1;
  const value = options[at] ?? '';
  const cut = value.search(/[:=]/);
  if (option === '-H') headers.set(value.slice(0, cut), value.slice(cut + 1).trim());
  else if (option === '--data-urlencode') {
    pieces.push(`${value.slice(0, cut)}=${encodeURIComponent(value.slice(cut + 1))}`);
  } else if (option === '--data-binary') pieces.push(value === '@-' ? readFileSync(0, 'utf8') : value);
  else throw new Error(`This stand-in for curl does not know ${option}`);
}

const data = pieces.join('&');
if (!isGet && !headers.has('content-type')) headers.set('content-type', 'application/x-www-form-urlencoded');
const answer = await (isGet
  ? fetch(`${url}?${data}`, { headers })
  : fetch(url, { method: 'POST', headers, body: data }));
process.stdout.write(await answer.text());
