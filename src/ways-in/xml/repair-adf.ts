/**
 * Mends what ADF senders usually get wrong: a prolog out of place or in capitals, junk around the document,
 * curly quotes around attributes, bare ampersands. A DTD is left in, to be refused.
 */
export function repairAdf(text: string): string {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return text;
  const start = text.search(/<adf[\s>]/i);
  const end = text.toLowerCase().lastIndexOf('</adf');
  const close = end === -1 ? -1 : text.indexOf('>', end);
  if (start === -1 || close === -1) return text;
  return text
    .slice(start, close + 1)
    .replace(/<[^<>!?]*>/g, (tag) => tag.replace(/[“”„‟″]/g, '"').replace(/=\s*[‘’]([^‘’<>]*)[‘’]/g, '="$1"'))
    .replace(/&(?!(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);)/gi, '&amp;');
}
