import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

await applyD1Migrations(env.CONTROL, env.MIGRATIONS.control);
await applyD1Migrations(env.CONTACTS_1, env.MIGRATIONS.contacts);
await applyD1Migrations(env.CONTACTS_2, env.MIGRATIONS.contacts);
