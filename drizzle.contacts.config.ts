import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/storage/contacts/schema.ts',
  out: './migrations/contacts',
});
