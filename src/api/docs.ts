import { lazily } from './lazily.ts';

/** The page about the API; mounted at `/api/docs`. */
export const docs = lazily(async () => (await import('./docs-page.ts')).docsPage);
