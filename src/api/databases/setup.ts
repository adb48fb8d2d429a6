import { lazyApp } from '../http/lazy-app.ts';

/** How a fresh deployment gets its first business; mounted at `/setup`. */
export const setup = lazyApp(async () => (await import('./setup-operation.ts')).setupOperation);
