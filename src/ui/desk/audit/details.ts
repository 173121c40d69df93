/** What things are called in the reader's language; unknown names stay as they are. */
export type DetailWords = { field(name: string): string; value(value: string): string; and: string };

/** The details of an audit line as people read them: `姓名：小周 → 周周；角色：客服 → 主管`. */
export function describeDetails(details: Record<string, unknown>, words: DetailWords): string {
  return Object.entries(details)
    .map(([name, value]) => `${words.field(name)}：${describe(value, words)}`)
    .join('；');
}

function describe(value: unknown, words: DetailWords): string {
  if (Array.isArray(value)) return value.length === 0 ? words.value('none') : value.map((one) => describe(one, words)).join(words.and);
  if (typeof value !== 'object' || value === null) return words.value(String(value));
  if ('before' in value && 'after' in value) return `${describe(value.before, words)} → ${describe(value.after, words)}`;
  if ('team' in value && 'level' in value) return `${words.value(String(value.team))} ${String(value.level)}`;
  return JSON.stringify(value);
}
