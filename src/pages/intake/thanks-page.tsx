import { Layout } from '../layout.tsx';
import { words } from '../words.ts';

/** What a visitor sees when a form was taken and no redirect was asked for. */
export function thanksPage({ language, leadId }: { language: 'he' | 'en'; leadId: string }) {
  const say = words[language];
  return (
    <Layout language={language} title={say.thanks}>
      <h1>{say.thanks}</h1>
      <p class="lead">{say.thanksMore}</p>
      <p class="soft">
        {say.reference}: <code>{leadId}</code>
      </p>
    </Layout>
  );
}
