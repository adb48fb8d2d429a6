/** A label of a host as browsers write it: letters, digits, hyphens and underscores inside. */
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
/** An entry as people write it: only a host, perhaps with `*.` before it or a port behind. */
const HOST = /^(\*\.)?([^\s*/\\@?#:[\]%]+)(:\d{1,5})?$/;
const IPV6 = /^\[[\da-f:.]+\](?::\d{1,5})?$/i;

/**
 * The host of an entry in the list of redirect hosts: `www.example.com`, `example.com:8080` or `*.example.com`, lower
 * case, as browsers write it. A wildcard needs at least two labels after it: `*.com` would allow every site there is.
 * @returns undefined for everything else, such as an address with a scheme or a path.
 */
export function redirectHost(written: string): string | undefined {
  const text = written.trim();
  if (IPV6.test(text)) return URL.parse(`https://${text}`)?.host;
  const [, wildcard = '', host = '', port = ''] = HOST.exec(text) ?? [];
  const url = host === '' ? null : URL.parse(`https://${host}${port}`);
  if (!url) return undefined;
  const labels = url.hostname.split('.');
  if (!labels.every((label) => LABEL.test(label))) return undefined;
  const isAddress = labels.every((label) => /^\d+$/.test(label));
  if (wildcard && (isAddress || labels.length < 2)) return undefined;
  if (labels.length < 2 && url.hostname !== 'localhost') return undefined;
  return wildcard + url.host;
}
