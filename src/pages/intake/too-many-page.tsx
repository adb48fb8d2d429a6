import type { Pair } from '../../lead/submission.ts';
import { Layout } from '../layout.tsx';
import { words } from '../words.ts';

interface Props {
  language: 'he' | 'en';
  action: string;
  method: 'get' | 'post';
  /** As sent; the button sends them again. */
  pairs: Pair[];
}

/** Says that too many came at once. Nothing typed is lost: one button sends all of it again. */
export function tooManyPage({ language, action, method, pairs }: Props) {
  const say = words[language];
  return (
    <Layout language={language} title={say.busy}>
      <h1>{say.busy}</h1>
      <div class="box wrong" role="alert">
        <p>{say.busyMore}</p>
      </div>
      {pairs.length ? (
        <form method={method} action={action} accept-charset="utf-8">
          {pairs.map(({ name, value }) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <div class="actions">
            <button type="submit">{say.send}</button>
          </div>
        </form>
      ) : null}
    </Layout>
  );
}
