import { lazyApp } from '../http/lazy-app.ts';

/** The page about the API; mounted at `/api/docs`. */
export const docs = lazyApp(async () => (await import('./docs-page.ts')).docsPage);
