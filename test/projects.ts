/*
 * Which tests need more than Node, by their folders. Every other test is a unit test: no folder is left out.
 */

/** Inside workerd, with its D1, KV, queues and objects; a lead alone does not wait a second for company. */
export const WORKER = ['test/{flow,api,storage}/**/*.test.ts'];
/** The same, with the queues as they are configured. */
export const QUEUE = ['test/queue/**/*.test.ts'];
/** The Workers as they are built, asked from outside. */
export const BUILT = ['test/built/**/*.test.ts'];
/** The built Worker and a real Chromium. */
export const BROWSER = ['test/browser/**/*.test.ts'];
