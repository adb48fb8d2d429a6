/**
 * JSON in which every text or number under this name reads `"***"`; everything else stays to the letter. The name is
 * found however it is written, also with escapes (`google\\u005fkey`). One pass, whatever comes; no JSON is needed.
 */
export function hideMember(json: string, name: string): string {
  let hidden = '';
  let kept = 0;
  for (let at = 0; at < json.length; at++) {
    if (json[at] !== '"') continue;
    const end = endOfText(json, at);
    const value = valueAfter(json, end);
    // Written all in escapes, a letter takes six characters.
    const mayBe = value !== undefined && end - at <= 6 * name.length + 2;
    if (mayBe && nameIn(json.slice(at, end)) === name) {
      const valueEnd = json[value] === '"' ? endOfText(json, value) : endOfBare(json, value);
      hidden += `${json.slice(kept, value)}${valueEnd > value ? '"***"' : ''}`;
      kept = valueEnd;
      at = valueEnd - 1;
    } else at = end - 1;
  }
  return hidden + json.slice(kept);
}

/** Behind the closing quotation mark of the text that begins here, or the end of everything. */
function endOfText(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    if (json[at] === '\\') at++;
    else if (json[at] === '"') return at + 1;
  }
  return json.length;
}

/** Where the value begins, if a colon follows. */
function valueAfter(json: string, end: number): number | undefined {
  const colon = pastSpace(json, end);
  return json[colon] === ':' ? pastSpace(json, colon + 1) : undefined;
}

function pastSpace(json: string, start: number): number {
  let at = start;
  while (at < json.length && ' \t\r\n'.includes(json[at] ?? '')) at++;
  return at;
}

function endOfBare(json: string, start: number): number {
  let at = start;
  while (at < json.length && !' \t\r\n,{}[]"'.includes(json[at] ?? '')) at++;
  return at;
}

function nameIn(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
