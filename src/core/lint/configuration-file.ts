import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { applyEdits, type Range, type TextEdit } from '../text.ts';
import {
  type ConfigurationLayer,
  labelTypes,
  type OverridableSeverity,
  overridableSeverities,
  type Threshold,
  thresholds,
} from './configuration.ts';
import { lineBreakOf } from './line-breaks.ts';

export interface ConfigurationProblem {
  readonly kind: 'syntax' | 'unknown-key' | 'wrong-type' | 'unknown-value';
  readonly message: string;
  readonly range: Range;
  /** Zero-based. */
  readonly line: number;
  /** The file cannot be relied on: nothing of it applies. An unknown key alone is no reason for that. */
  readonly fatal: boolean;
}

/** Decodes a `.hadolint.yaml`. Every problem is listed; where one is fatal the layer is empty. */
export function decodeConfigurationFile(text: string): { layer: ConfigurationLayer; problems: ConfigurationProblem[] } {
  const decoder = new Decoder(text);
  const layer = decoder.layer();
  const { problems } = decoder;
  return { layer: problems.some(({ fatal }) => fatal) ? {} : layer, problems };
}

/**
 * Adds a code to the ignored ones of a `.hadolint.yaml` and leaves everything else as it is written.
 * @returns undefined where that cannot be done: the file has an error, or its `ignored` is no list
 */
export function ignoreInConfiguration(text: string, code: string): TextEdit | undefined {
  const edit = insertionOf(text, code);
  const { layer } = decodeConfigurationFile(edit ? applyEdits(text, [edit]) : '');
  return layer.ignored?.includes(code) ? edit : undefined;
}

function insertionOf(text: string, code: string): TextEdit | undefined {
  const { contents: root, errors } = parseDocument(text);
  const insert = (at: number, newText: string): TextEdit => ({ range: { start: at, end: at }, newText });
  const lineBreak = lineBreakOf(text);
  const endOfLine = (at: number) => at + text.slice(at).search(/(?=\r|\n|$)/);
  const entry = `ignored:${lineBreak}  - ${code}${lineBreak}`;
  if (errors.length > 0) return undefined;
  if (!root || isNull(root)) return insert(text.length, (/[^\r\n]$/.test(text) ? lineBreak : '') + entry);
  if (!isMap(root)) return undefined;
  const pair = (root.items as Pair<Node, Node | null>[]).find((item) => keyOf(item) === 'ignored');
  if (!pair && root.flow) return insert(rangeOf(root).start + 1, `ignored: [${code}]${root.items.length ? ', ' : ''}`);
  if (!pair) return insert(text.length, (/[\r\n]$/.test(text) ? '' : lineBreak) + entry);
  const list = pair.value;
  if (!list || isNull(list)) {
    const { start, end } = rangeOf(list ?? undefined);
    if (end > start) return { range: { start, end }, newText: `[${code}]` };
    return insert(endOfLine(rangeOf(pair.key).end), `${lineBreak}  - ${code}`);
  }
  const last = isSeq(list) ? (list.items.at(-1) as Node | undefined) : undefined;
  if (!isSeq(list) || (!last && !list.flow)) return undefined;
  const { start, end } = rangeOf(list);
  if (list.flow) return last ? insert(rangeOf(last).end, `, ${code}`) : insert(end - 1, code);
  const column = start - Math.max(text.lastIndexOf('\n', start), text.lastIndexOf('\r', start)) - 1;
  return insert(endOfLine(rangeOf(last).end), `${lineBreak}${' '.repeat(column)}- ${code}`);
}

class Decoder {
  readonly problems: ConfigurationProblem[] = [];
  readonly #lines = new LineCounter();
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  layer(): ConfigurationLayer {
    const document = parseDocument(this.#text, { lineCounter: this.#lines });
    for (const { message, pos } of document.errors) {
      this.#problem('syntax', message.split(' at line ')[0] as string, { start: pos[0], end: pos[1] });
    }
    const root = document.contents;
    if (root === null || isNull(root) || document.errors.length > 0) return {};
    if (!isMap(root)) {
      this.#problem('wrong-type', 'The configuration must be a list of keys and values', rangeOf(root));
      return {};
    }
    const layer: { -readonly [K in keyof ConfigurationLayer]: ConfigurationLayer[K] } = {};
    for (const pair of root.items as Pair<Node, Node | null>[]) {
      const value = pair.value ?? undefined;
      switch (keyOf(pair)) {
        case 'failure-threshold':
          layer.failureThreshold = this.#oneOf<Threshold>(pair, value, thresholds);
          break;
        case 'format':
          layer.format = this.#string(pair, value);
          break;
        case 'formats':
          layer.format ??= this.#strings(pair, value)?.[0];
          break;
        case 'ignored':
          layer.ignored = this.#strings(pair, value);
          break;
        case 'override':
          layer.override = this.#override(pair, value);
          break;
        case 'trustedRegistries':
          layer.trustedRegistries = this.#strings(pair, value);
          break;
        case 'label-schema':
          layer.labelSchema = this.#labels(pair, value);
          break;
        case 'strict-labels':
          layer.strictLabels = this.#boolean(pair, value);
          break;
        case 'disable-ignore-pragma':
          layer.disableIgnorePragma = this.#boolean(pair, value);
          break;
        case 'no-fail':
          layer.noFail = this.#boolean(pair, value);
          break;
        case 'no-color':
          layer.noColor = this.#boolean(pair, value);
          break;
        case 'verbose':
          layer.verbose = this.#boolean(pair, value);
          break;
        default:
          this.#problem('unknown-key', `There is no setting \`${keyOf(pair)}\``, rangeOf(pair.key));
      }
    }
    return layer;
  }

  #override(pair: Pair<Node, Node | null>, value: Node | undefined): ConfigurationLayer['override'] {
    const override: { [S in OverridableSeverity]?: readonly string[] | undefined } = {};
    for (const inner of this.#pairs(pair, value)) {
      const severity = overridableSeverities.find((name) => name === keyOf(inner));
      if (severity) override[severity] = this.#strings(inner, inner.value ?? undefined);
      else this.#problem('unknown-key', `\`override\` knows ${listed(overridableSeverities)}`, rangeOf(inner.key));
    }
    return override;
  }

  #labels(pair: Pair<Node, Node | null>, value: Node | undefined): ConfigurationLayer['labelSchema'] {
    const labels = this.#pairs(pair, value).flatMap((inner) => {
      const type = this.#oneOf(inner, inner.value ?? undefined, labelTypes);
      return type ? [[keyOf(inner), type] as const] : [];
    });
    return Object.fromEntries(labels);
  }

  #pairs(pair: Pair<Node, Node | null>, value: Node | undefined): Pair<Node, Node | null>[] {
    if (!value || isNull(value)) return [];
    if (isMap(value)) return value.items as Pair<Node, Node | null>[];
    this.#wrongType(pair, value, 'keys and values');
    return [];
  }

  #strings(pair: Pair<Node, Node | null>, value: Node | undefined): readonly string[] | undefined {
    if (!value || isNull(value)) return undefined;
    if (!isSeq(value)) return this.#wrongType(pair, value, 'a list');
    return (value.items as Node[]).flatMap((item) => this.#string(pair, item) ?? []);
  }

  #string(pair: Pair<Node, Node | null>, value: Node | undefined): string | undefined {
    if (!value || isNull(value)) return undefined;
    if (isScalar(value) && typeof value.value !== 'object') return String(value.source ?? value.value);
    return this.#wrongType(pair, value, 'text');
  }

  #boolean(pair: Pair<Node, Node | null>, value: Node | undefined): boolean | undefined {
    if (!value || isNull(value)) return undefined;
    if (isScalar(value) && typeof value.value === 'boolean') return value.value;
    return this.#wrongType(pair, value, '`true` or `false`');
  }

  #oneOf<T extends string>(pair: Pair<Node, Node | null>, value: Node | undefined, known: readonly T[]): T | undefined {
    const written = this.#string(pair, value);
    if (written === undefined) return undefined;
    const found = known.find((name) => name === written);
    if (!found) {
      const message = `\`${keyOf(pair)}\` must be one of ${listed(known)}, not \`${written}\``;
      this.#problem('unknown-value', message, rangeOf(value));
    }
    return found;
  }

  #wrongType(pair: Pair<Node, Node | null>, value: Node, wanted: string): undefined {
    this.#problem('wrong-type', `\`${keyOf(pair)}\` must be ${wanted}`, rangeOf(value));
  }

  #problem(kind: ConfigurationProblem['kind'], message: string, range: Range): void {
    const line = this.#lines.linePos(range.start).line - 1;
    this.problems.push({ kind, message, range, line, fatal: kind !== 'unknown-key' });
  }
}

function keyOf(pair: Pair<Node, Node | null>): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

function isNull(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

function rangeOf(node: Node | undefined): Range {
  const range = node?.range;
  return range ? { start: range[0], end: range[1] } : { start: 0, end: 0 };
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
