import { builtInFormat, type NumberFormat, readNumberFormat } from './number-format.ts';
import { readXml } from './xml.ts';

/** Excel allows 65,490 cell formats and fewer number formats. */
const MOST_STYLES = 100_000;

/** The number format of each cell style (`s` of a cell), by index. */
export async function readStyles(part: AsyncIterable<Uint8Array>): Promise<NumberFormat[]> {
  const own = new Map<string, NumberFormat>();
  const ids: string[] = [];
  let isInCells = false;
  const document = readXml(part, {
    open(name, attributes) {
      if (name === 'cellXfs') isInCells = true;
      else if (name === 'numFmt' && own.size < MOST_STYLES) {
        const id = attributes.numFmtId;
        if (id !== undefined) own.set(id, readNumberFormat(attributes.formatCode ?? ''));
      } else if (name === 'xf' && isInCells && ids.length < MOST_STYLES) {
        ids.push(attributes.numFmtId ?? '0');
      }
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  for await (const _ of document);
  return ids.map((id) => (own.has(id) ? own.get(id) : builtInFormat(Number(id))));
}
