/**
 * Where a browser may be sent after its lead was taken: an http(s) address whose host the channel lists, without user
 * name or password. A listed `*.example.com` allows every host below it.
 * @returns undefined for everything else, however it is written.
 */
export function allowedRedirect(redirectTo: string | undefined, hosts: string[]): URL | undefined {
  // The URL parser drops tabs and line breaks and turns backslashes round, which is how filters are fooled.
  if (!redirectTo || !/^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(redirectTo)) return undefined;
  const url = URL.parse(redirectTo);
  if (!url || url.username || url.password) return undefined;
  return hosts.some((listed) => matches(url, listed.trim().toLowerCase())) ? url : undefined;
}

function matches({ host, hostname }: URL, listed: string): boolean {
  if (listed.startsWith('*.')) return hostname.endsWith(listed.slice(1));
  return listed !== '' && (host === listed || hostname === listed);
}
