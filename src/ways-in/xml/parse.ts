import { XMLParser } from 'fast-xml-parser';
import type { Rejection } from '../../lead/submission.ts';
import { localName } from './grammar.ts';
import { attributeText, xmlText } from './text.ts';
import { MAX_DEPTH, refusalOfXml } from './well-formed.ts';

/** An element of a well-formed document. */
export interface XmlElement {
  /** Without its prefix, as written. */
  name: string;
  /** Without namespace declarations. */
  attributes: XmlAttribute[];
  children: XmlElement[];
  /** The text directly inside, CDATA included, references resolved. */
  text: string;
}

interface XmlAttribute {
  name: string;
  value: string;
}

const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = '@';
/** fast-xml-parser refuses or renames elements called `constructor` and the like; no name begins with a dot. */
const MARK = '.';

/** One item of fast-xml-parser's ordered tree: an element under its marked name, a text, or a CDATA section. */
interface Part {
  [element: `.${string}`]: Part[];
  [TEXT]?: string;
  [CDATA]?: Part[];
  ':@'?: { [ATTRIBUTES]: XmlAttribute[] };
}

/** Parses a document that {@link refusalOfXml} lets through. */
export function parseXml(document: string): { ok: true; root: XmlElement } | { ok: false; rejection: Rejection } {
  const rejection = refusalOfXml(document);
  if (rejection !== undefined) return { ok: false, rejection };
  try {
    const root = newParser().parse(withoutInstructions(document)).find(tagOf);
    if (root) return { ok: true, root: elementOf(root) };
  } catch {
    // Nobody knows such a document; should one turn up, its lead is kept to be read again.
  }
  return { ok: false, rejection: { code: 'unreadable', status: 400, message: 'The XML cannot be read.' } };
}

/** Parts of a document in which markup means nothing, and how they end. */
const OPAQUE_PARTS = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;

/** fast-xml-parser looks for quotes and attributes in processing instructions, where they mean nothing. */
function withoutInstructions(document: string): string {
  let kept = '';
  let from = 0;
  for (let at = document.indexOf('<'); at !== -1; at = document.indexOf('<', at)) {
    const part = OPAQUE_PARTS.find(([opening]) => document.startsWith(opening, at));
    if (!part) {
      at += 1;
      continue;
    }
    const [opening, end] = part;
    const isInstruction = document[at + 1] === '?';
    if (isInstruction) kept += document.slice(from, at);
    // Every one is closed: the document is well-formed.
    at = Math.max(at + 1, document.indexOf(end, at + opening.length) + end.length);
    if (isInstruction) from = at;
  }
  return kept + document.slice(from);
}

function newParser(): { parse(document: string): Part[] } {
  let attributes: XmlAttribute[] = [];
  return new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    textNodeName: TEXT,
    cdataPropName: CDATA,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    maxNestedTags: MAX_DEPTH,
    // Paths as text would be built anew at every node.
    jPath: false,
    transformTagName: (name) => (name.startsWith(MARK) ? name : MARK + name),
    // All attributes of an element as one, because it counts them again at every piece of text inside the element.
    transformAttributeName: () => ATTRIBUTES,
    attributeValueProcessor: (name, value) => {
      attributes.push({ name, value });
      return attributes;
    },
    updateTag: (name) => {
      attributes = [];
      return name;
    },
  });
}

/** Recursive, since the guard has bounded the depth. */
function elementOf(part: Part): XmlElement {
  const tag = tagOf(part) ?? MARK;
  const attributes = part[':@']?.[ATTRIBUTES] ?? [];
  const element: XmlElement = {
    name: localName(tag.slice(MARK.length)),
    attributes: attributes.filter(({ name }) => !/^xmlns(?::|$)/.test(name)).map(localAttribute),
    children: [],
    text: '',
  };
  for (const child of part[tag] ?? []) {
    if (child[TEXT] !== undefined) element.text += xmlText(child[TEXT]);
    else if (child[CDATA] !== undefined) element.text += child[CDATA][0]?.[TEXT] ?? '';
    else element.children.push(elementOf(child));
  }
  return element;
}

function localAttribute({ name, value }: XmlAttribute): XmlAttribute {
  return { name: localName(name), value: attributeText(value) };
}

function tagOf(part: Part): `.${string}` | undefined {
  return Object.keys(part).find((key): key is `.${string}` => key.startsWith(MARK));
}
