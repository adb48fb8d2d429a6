import { lazily } from './lazily.ts';

/** How a fresh deployment gets its first business; mounted at `/setup`. */
export const setup = lazily(async () => (await import('./setup-operation.ts')).setupOperation);
