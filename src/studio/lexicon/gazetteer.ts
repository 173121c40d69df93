import type { Lexicons } from '../../contract/content/lexicons.ts';
import { createGazetteer } from '../../text/gazetteer.ts';
import { mapGently } from '../gently.ts';
import { clashes, IN_A_ROW, newFirst, type Checked, type Finding, type PlainExample } from './examples.ts';

type Gazetteer = Lexicons['gazetteer'];

/** Names that stand under two normal forms, how often each normal form is named, and how many examples would name something else. */
export async function checkGazetteer(gazetteer: Gazetteer, saved: Gazetteer, examples: readonly PlainExample[]): Promise<Checked> {
  const [find, before] = [createGazetteer(gazetteer), createGazetteer(saved)];
  const uses: Record<string, number> = {};
  const changed = await mapGently(examples, IN_A_ROW, ({ plain }) => {
    const named = find(plain);
    for (const key of new Set(named.map(({ type, value }) => `${type} ${value}`))) uses[key] = (uses[key] ?? 0) + 1;
    return JSON.stringify(named) !== JSON.stringify(before(plain));
  });
  return { problems: newFirst(clashesIn(gazetteer), clashesIn(saved)), changed: changed.filter(Boolean).length, uses };
}

function clashesIn(gazetteer: Gazetteer): Finding[] {
  return clashes(
    Object.entries(gazetteer).flatMap(([type, forms]) => Object.entries(forms).flatMap(([value, names]) => [value, ...names].map((place) => ({ place, of: `${type} · ${value}` })))),
  );
}
