import { expect, test } from 'vitest';
import { GroupCommit } from '../../src/contacts/group-commit.ts';

/** A line whose rounds end when the test says so. */
function slowLine(options: Partial<{ roundItems: number; roundWeight: number; capacity: number }> = {}) {
  const rounds: number[][] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const line = new GroupCommit<number, string>({
    async serve(items) {
      rounds.push(items);
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise;
      return items.map((item) => `done ${item}`);
    },
    roundItems: 100,
    roundWeight: 1000,
    weigh: () => 1,
    capacity: 1000,
    full: (item) => `full ${item}`,
    ...options,
  });
  const open = async () => {
    gates.at(-1)?.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { line, rounds, gates, open };
}

test('what arrives during a round goes together into the next, in order', async () => {
  const { line, rounds, open } = slowLine();
  const first = line.join([1]);
  const second = line.join([2, 3]);
  const third = line.join([4]);
  expect(rounds).toEqual([[1]]);
  await open();
  expect(rounds).toEqual([[1], [2, 3, 4]]);
  await open();
  expect(await Promise.all([first, second, third])).toEqual([['done 1'], ['done 2', 'done 3'], ['done 4']]);
});

test('a round takes whole callers, up to its size and weight', async () => {
  const { line, rounds, open } = slowLine({ roundItems: 3 });
  for (const items of [[1], [2, 3], [4, 5], [6]]) void line.join(items);
  for (let i = 0; i < 4; i++) await open();
  expect(rounds).toEqual([[1], [2, 3], [4, 5, 6]]);
});

test('a caller larger than a round is still served', async () => {
  const { line, rounds, open } = slowLine({ roundItems: 2 });
  const all = line.join([1, 2, 3, 4]);
  await open();
  expect(rounds).toEqual([[1, 2, 3, 4]]);
  expect(await all).toHaveLength(4);
});

test('beyond its capacity callers are turned away, and those in it are served', async () => {
  const { line, open } = slowLine({ capacity: 3 });
  const first = line.join([1, 2]);
  expect(await line.join([3, 4])).toEqual(['full 3', 'full 4']);
  await open();
  expect(await first).toEqual(['done 1', 'done 2']);
  const later = line.join([5]);
  await open();
  expect(await later).toEqual(['done 5']);
});

test('a round that fails fails its own callers only', async () => {
  const { line, gates, open } = slowLine();
  const first = line.join([1]);
  const second = line.join([2]);
  gates[0]?.reject(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  await open();
  expect(await second).toEqual(['done 2']);
});
