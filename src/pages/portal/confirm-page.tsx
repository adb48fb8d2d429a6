import type { Brand } from '../../published/colours.ts';
import { Layout } from '../layout.tsx';

interface Props {
  language: 'he' | 'en';
  brand: Brand;
  title: string;
  text: string;
  button: string;
  action: string;
}

/** A page with one button: opening a link must do nothing, since mail programs open links by themselves. */
export function confirmPage({ language, brand, title, text, button, action }: Props) {
  return (
    <Layout language={language} title={title} brand={brand}>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      <form method="post" action={action}>
        <div class="actions">
          <button type="submit">{button}</button>
        </div>
      </form>
    </Layout>
  );
}
