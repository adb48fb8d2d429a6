import { lazily } from './lazily.ts';

/** The API, version 1; mounted at `/api/v1`. */
export const api = lazily(async () => (await import('./operations.ts')).operations);
