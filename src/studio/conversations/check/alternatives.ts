/** `a｜b｜c`: any of them will do. */
export function alternatives(text: string): string[] {
  return text.split(/[｜|]/).map((part) => part.trim()).filter((part) => part !== '');
}

/** Chinese words for values of the program; the values themselves are understood, too. @throws Error for anything else. */
export function named(names: Readonly<Record<string, string>>, text: string): string[] {
  return alternatives(text).map((name) => {
    if (Object.hasOwn(names, name)) return names[name]!;
    if (Object.values(names).includes(name)) return name;
    throw new Error(`没有“${name}”：可以写 ${Object.keys(names).join('、')}`);
  });
}
