/** A part of a JSON document that two versions have differently; `undefined`: it is not there. The last step into a list of texts is the text itself. */
export type PartDifference = { path: string[]; before: unknown; after: unknown };

/**
 * Where two versions of a document differ, part by part: fields and members of objects one by one, examples and other things with a `text` by
 * their text, every other list as a whole. What changes its text is gone and new.
 */
export function differencesBetween(before: unknown, after: unknown, path: string[] = []): PartDifference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isListOfTexts(before) && isListOfTexts(after)) return ofMembers(byText(before), byText(after), path);
  if (isObject(before) && isObject(after)) return ofMembers(new Map(Object.entries(before)), new Map(Object.entries(after)), path, true);
  return [{ path, before, after }];
}

function ofMembers(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>, path: string[], deep = false): PartDifference[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (deep) return differencesBetween(was, is, [...path, name]);
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ path: [...path, name], before: was, after: is }];
  });
}

/** A copy of a document with one part as given; `undefined` takes it out. What leads to it has to be there. */
export function withPart<Document>(document: Document, path: readonly string[], value: unknown): Document {
  const [step, ...rest] = path;
  if (step === undefined) return value as Document;
  if (Array.isArray(document)) {
    const list = document as unknown[];
    const at = list.findIndex((one) => (one as { text?: unknown } | null)?.text === step);
    if (value === undefined) return list.filter((_one, index) => index !== at) as Document;
    return (at < 0 ? [...list, value] : list.map((one, index) => (index === at ? value : one))) as Document;
  }
  const entries = Object.entries(document as object);
  const changed = rest.length === 0 ? value : withPart((entries.find(([name]) => name === step) ?? [step, {}])[1] as unknown, rest, value);
  const others = entries.map(([name, member]) => (name === step ? [name, changed] : [name, member]));
  const all = entries.some(([name]) => name === step) ? others : [...others, [step, changed]];
  return Object.fromEntries(all.filter(([, member]) => member !== undefined)) as Document;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function byText(list: readonly { text: string }[]): Map<string, unknown> {
  return new Map(list.map((one) => [one.text, one]));
}

/** Where no text stands twice: only then does the text say which one is meant. */
function isListOfTexts(value: unknown): value is { text: string }[] {
  if (!Array.isArray(value)) return false;
  const texts = value.map((one: unknown) => (isObject(one) ? one['text'] : undefined));
  return texts.every((text) => typeof text === 'string') && new Set(texts).size === texts.length;
}
