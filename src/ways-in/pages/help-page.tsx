import type { Channel } from '../../lead/channel.ts';
import { Layout } from './layout.tsx';
import { words } from './words.ts';

/** A channel explained to the one who wires it. */
export function helpPage({ channel }: { channel: Channel }) {
  const say = words[channel.language];
  return (
    <Layout language={channel.language} title={say.helpTitle}>
      <h1>{say.helpTitle}</h1>
      <p>{say.helpLead}</p>
    </Layout>
  );
}
