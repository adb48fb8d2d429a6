import { readFileSync } from 'node:fs';

/**
 * What is wrong with the `PUBLIC_URL` of these wrangler files, a sentence each: links that are mailed begin with it,
 * and without it with whatever Host a request named.
 */
export function missingAddresses(files: string[]): string[] {
  return files.flatMap((file) => {
    const [, url = ''] = /^PUBLIC_URL\s*=\s*["']([^"'\n]*)["']/m.exec(readFileSync(file, 'utf8')) ?? [];
    if (isPublic(url)) return [];
    const found = url ? `PUBLIC_URL is "${url}"` : 'PUBLIC_URL is not set';
    return [
      `${file}: ${found}. Write the address people reach Kelet at, such as "https://leads.example.com": links in mails begin with it.`,
    ];
  });
}

/** An origin, over https, and nothing after it. */
function isPublic(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === 'https:' && url.hostname.includes('.') && url.href === `${url.origin}/`;
}
