/**
 * The host of what somebody wrote into the list of redirect hosts: `www.example.com`, `example.com:8080`,
 * `*.example.com`, or a whole address copied from a browser. Lower case, as browsers write it.
 * @returns undefined when there is no host in it.
 */
export function redirectHost(written: string): string | undefined {
  const text = written.trim();
  const [, wildcard = '', rest = ''] = /^(?:https?:\/\/)?(\*\.)?(.*)$/is.exec(text) ?? [];
  if (rest === '' || /[\s@\\]/.test(rest)) return undefined;
  const url = URL.parse(`https://${rest}`);
  if (!url?.hostname || url.hostname.includes('*') || !/[.:]|^localhost$/.test(url.hostname)) return undefined;
  return wildcard + url.host;
}
