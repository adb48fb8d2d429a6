import { expect, test } from 'vitest';
import { erasedMark, erasedMarksOf } from '../../src/ids/erased-mark.ts';

test('a mark says nothing of what it was made of, and is another one in another database', async () => {
  const mark = await erasedMark('secret', 'database', 'phone:+972521234567');
  expect(mark).toMatch(/^[0-9a-z]{26}$/);
  expect(mark).not.toBe(await erasedMark('secret', 'another', 'phone:+972521234567'));
  expect(mark).not.toBe(await erasedMark('other', 'database', 'phone:+972521234567'));
});

test('a mark is found again after the secret was changed, as long as the old one counts', async () => {
  const mark = await erasedMark('old', 'database', 'email:dana@example.com');
  expect(await erasedMarksOf('new\nold', 'database', 'email:dana@example.com')).toContain(mark);
  expect(await erasedMarksOf('new', 'database', 'email:dana@example.com')).not.toContain(mark);
});
