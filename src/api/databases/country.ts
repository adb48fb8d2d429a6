import { z } from '@hono/zod-openapi';
import { isSupportedCountry } from 'libphonenumber-js/max';

/** A country whose numbering plan is known: ISO 3166 alpha-2, in any case. */
export const countrySchema = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => isSupportedCountry(code), 'must be an ISO 3166 code such as IL');
