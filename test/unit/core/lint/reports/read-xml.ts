export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text right inside, references resolved. */
  readonly text: string;
}

/** Reads a document that uses elements, attributes and text; refuses whatever else there is, or is wrong. */
export function readXml(document: string): XmlElement {
  const [declaration = ''] = /^<\?xml version="1\.0" encoding="UTF-8"\?>/.exec(document) ?? [];
  if (declaration === '') throw new SyntaxError('no XML declaration');
  const root = { name: '', attributes: {}, children: [] as XmlElement[], text: '' };
  const open = [root];
  let at = declaration.length;
  while (at < document.length) {
    token.lastIndex = at;
    const [match, closing, name, attributes = '', empty, text] = token.exec(document) ?? [];
    const parent = open.at(-1);
    if (match === undefined || !parent) throw new SyntaxError(`not XML: ${document.slice(at, at + 40)}`);
    at += match.length;
    if (text !== undefined) parent.text += resolved(text);
    else if (closing !== undefined) {
      if (open.pop()?.name !== closing) throw new SyntaxError(`unexpected </${closing}>`);
    } else if (name !== undefined) {
      const pairs = [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [
        key,
        resolved(value ?? ''),
      ]);
      const element = { name, attributes: Object.fromEntries(pairs), children: [] as XmlElement[], text: '' };
      parent.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  const [only, ...others] = root.children;
  if (!only || others.length > 0 || open.length > 1 || root.text.trim() !== '')
    throw new SyntaxError('no single element');
  return only;
}

const reference = '&(?:amp|lt|gt|quot|#\\d+);';
const token = new RegExp(
  `</(\\w+)>|<(\\w+)((?: \\w+="(?:[^"<&\\t\\n\\r]|${reference})*")*)(/?)>|((?:[^<>&]|${reference})+)`,
  'y',
);

function resolved(text: string): string {
  if (forbidden.test(text)) throw new SyntaxError('a character that XML cannot have');
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
    code === undefined ? ({ amp: '&', lt: '<', gt: '>', quot: '"' }[name as string] ?? '') : String.fromCharCode(code),
  );
}

const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
