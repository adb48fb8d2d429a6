import { lazyApp } from './http/lazy-app.ts';

/** The API, version 1; mounted at `/api/v1`. */
export const api = lazyApp(async () => (await import('./operations.ts')).operations);
