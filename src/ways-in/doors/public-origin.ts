/**
 * Where links of ours begin, such as `https://leads.example.com`: the configured `PUBLIC_URL`. A request's own address
 * depends on its `Host`, which whoever sends it may choose, and a link in a mail would lead a third person there. Only
 * where nothing is configured, as on one's own machine, it is the request's.
 */
export function publicOrigin({ PUBLIC_URL }: { PUBLIC_URL?: string }, requestUrl: string): string {
  const configured = PUBLIC_URL?.trim() ?? '';
  return new URL(isWebAddress(configured) ? configured : requestUrl).origin;
}

const isWebAddress = (address: string) => /^https?:\/\//i.test(address) && URL.canParse(address);
