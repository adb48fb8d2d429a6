import type { Channel } from '../lead/channel/channel.ts';
import { sampleFields } from '../lead/samples/sample-fields.ts';
import { samplesOf } from '../lead/samples/samples.ts';
import { helpPage } from '../pages/intake/help-page.tsx';
import { page } from '../pages/page.ts';
import { dialectOf } from './answer.ts';

/**
 * What the site programmer gets at a channel's bare address: its ways in, its fields, which of them are required, and
 * samples that work when pasted. As a page, or as JSON for who asks for it. Creates nothing.
 * @param origin where the addresses it shows begin.
 */
export async function helpAnswer(request: Request, channel: Channel, origin: string): Promise<Response> {
  const intakeUrl = origin + new URL(request.url).pathname;
  const fields = sampleFields(channel, false);
  const samples = samplesOf(channel, intakeUrl);
  if (dialectOf(request) !== 'json') return page(200, helpPage({ channel, intakeUrl, fields, samples }));
  return Response.json(
    {
      url: intakeUrl,
      waysIn: channel.waysIn,
      maxCharacters: channel.maxCharacters,
      fields: fields.map(({ name, label, isRequired, custom }) => ({
        name,
        label,
        required: isRequired,
        type: custom?.type ?? 'text',
        ...(custom?.options.length ? { options: custom.options } : {}),
      })),
      samples,
    },
    { headers: { 'cache-control': 'no-store', 'access-control-allow-origin': '*' } },
  );
}
