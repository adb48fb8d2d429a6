import type { Brand } from '../published/colours.ts';
import { Layout } from './layout.tsx';

interface Props {
  language: 'he' | 'en';
  title: string;
  text: string;
  brand?: Brand | undefined;
}

/** A page that says one thing. */
export function messagePage({ language, title, text, brand }: Props) {
  return (
    <Layout language={language} title={title} brand={brand}>
      <h1>{title}</h1>
      <p class="lead lines">{text}</p>
    </Layout>
  );
}
