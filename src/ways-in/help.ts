import type { Channel } from '../lead/channel.ts';
import { page } from './answer.ts';
import { helpPage } from './pages/help-page.tsx';

/** What the site programmer gets at a channel's bare address: its fields, and samples that work. Creates nothing. */
export function helpAnswer(request: Request, _env: Env, channel: Channel): Response {
  void request;
  return page(200, helpPage({ channel }));
}
