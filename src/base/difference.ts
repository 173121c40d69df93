/** A part of a JSON document that two versions have differently; `undefined`: it is not there. The last step into a list is the name of what changed. */
export type PartDifference = { path: string[]; before: unknown; after: unknown };

/**
 * Where two versions of a document differ, part by part: fields and members of objects one by one, examples and other things with a `text` by
 * their text, words and patterns by themselves, clusters of words by their first, every other list as a whole. What changes its name is gone and new.
 */
export function differencesBetween(before: unknown, after: unknown, path: string[] = []): PartDifference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isNamedList(before) && isNamedList(after)) return ofMembers(byName(before), byName(after), path);
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
    const at = list.findIndex((one) => nameOf(one) === step);
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

function byName(list: readonly unknown[]): Map<string, unknown> {
  return new Map(list.map((one) => [nameOf(one)!, one]));
}

/** What a member of a list is known by. */
function nameOf(one: unknown): string | undefined {
  const name = Array.isArray(one) ? (one as unknown[])[0] : isObject(one) ? (one['text'] ?? one['word'] ?? one['pattern']) : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Where no name stands twice: only then does it say which one is meant. */
function isNamedList(value: unknown): value is unknown[] {
  if (!Array.isArray(value)) return false;
  const names = value.map(nameOf);
  return names.every((name) => name !== undefined) && new Set(names).size === names.length;
}
