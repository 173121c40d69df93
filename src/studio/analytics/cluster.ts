import { setImmediate } from 'node:timers/promises';

/** A text as the numbers of its features, some of them several times. */
export type Featured = { features: readonly number[]; weight: number };
export type Cluster = { /** Places of its texts, the one nearest to its middle first. */ members: number[] };

type Vector = ReadonlyMap<number, number>;
/** The sum of its members' vectors, and the square of its length. */
type Middle = { sum: Map<number, number>; square: number; weight: number };

/** Texts this alike, as the cosine of a text and the middle of a cluster, belong together. */
const ALIKE = 0.28;
/** And clusters this alike are one. */
const SAME = 0.4;
/** What stands in one text only tells it from all others, and so nothing of where it belongs. */
const ALONE = 0.5;
/** Texts between two pauses, so that customers are answered meanwhile. */
const IN_A_ROW = 50;

/**
 * Groups texts that are alike: TF-IDF vectors; each text joins the cluster whose middle is nearest, or begins one (leader clustering), the
 * heaviest first; clusters that are as good as the same are joined; then every text is put once more to the middle that is nearest now. The
 * same texts in the same order give the same clusters.
 */
export async function clusterTexts(texts: readonly Featured[]): Promise<Cluster[]> {
  const vectors = vectorsOf(texts);
  const order = texts.map((_, index) => index).sort((a, b) => texts[b]!.weight - texts[a]!.weight || a - b);
  const leaders = new Middles();
  await gently(order, (index) => {
    const best = leaders.nearest(vectors[index]!);
    if (best !== null && best.likeness >= ALIKE) leaders.add(best.middle, vectors[index]!, texts[index]!.weight);
    else leaders.begin(vectors[index]!, texts[index]!.weight);
  });
  const middles = leaders.joined();
  const members = new Map<number, { index: number; likeness: number }[]>();
  await gently(order, (index) => {
    const best = middles.nearest(vectors[index]!);
    if (best === null || best.likeness < ALIKE) return;
    members.set(best.middle, [...(members.get(best.middle) ?? []), { index, likeness: best.likeness }]);
  });
  return [...members.values()].map((found) => ({ members: found.sort((a, b) => b.likeness - a.likeness || a.index - b.index).map(({ index }) => index) }));
}

async function gently(order: readonly number[], deed: (index: number) => void): Promise<void> {
  for (const [place, index] of order.entries()) {
    if (place % IN_A_ROW === IN_A_ROW - 1) await setImmediate();
    deed(index);
  }
}

/** Unit vectors; what stands in many texts says little. */
function vectorsOf(texts: readonly Featured[]): Vector[] {
  const holders = new Map<number, number>();
  for (const { features } of texts) for (const feature of new Set(features)) holders.set(feature, (holders.get(feature) ?? 0) + 1);
  return texts.map(({ features }) => {
    const times = new Map<number, number>();
    for (const feature of features) times.set(feature, (times.get(feature) ?? 0) + 1);
    const raw = [...times].map(([feature, n]) => {
      const holding = holders.get(feature)!;
      return [feature, (1 + Math.log(n)) * Math.log(1 + texts.length / holding) * (holding === 1 ? ALONE : 1)] as const;
    });
    const length = Math.hypot(...raw.map(([, value]) => value)) || 1;
    return new Map(raw.map(([feature, value]) => [feature, value / length]));
  });
}

/** The middles of clusters, found by their features. */
class Middles {
  readonly #middles: Middle[] = [];
  readonly #holders = new Map<number, Set<number>>();

  begin(vector: Vector, weight: number): void {
    this.#middles.push({ sum: new Map(), square: 0, weight: 0 });
    this.add(this.#middles.length - 1, vector, weight);
  }

  add(middle: number, vector: Vector, weight: number): void {
    const one = this.#middles[middle]!;
    for (const [feature, value] of vector) {
      const before = one.sum.get(feature) ?? 0;
      one.sum.set(feature, before + value);
      one.square += 2 * before * value + value * value;
      let holders = this.#holders.get(feature);
      if (holders === undefined) this.#holders.set(feature, (holders = new Set()));
      holders.add(middle);
    }
    one.weight += weight;
  }

  nearest(vector: Vector): { middle: number; likeness: number } | null {
    const dots = new Map<number, number>();
    for (const [feature, value] of vector) {
      for (const middle of this.#holders.get(feature) ?? []) dots.set(middle, (dots.get(middle) ?? 0) + value * this.#middles[middle]!.sum.get(feature)!);
    }
    let best: { middle: number; likeness: number } | null = null;
    for (const [middle, dot] of dots) {
      const likeness = dot / Math.sqrt(this.#middles[middle]!.square);
      if (best === null || likeness > best.likeness || (likeness === best.likeness && middle < best.middle)) best = { middle, likeness };
    }
    return best;
  }

  /** The same, where those that are nearly the same have become one; the heavier takes the lighter. */
  joined(): Middles {
    const joined = new Middles();
    const order = this.#middles.map((_, index) => index).sort((a, b) => this.#middles[b]!.weight - this.#middles[a]!.weight || a - b);
    for (const index of order) {
      const { sum, square, weight } = this.#middles[index]!;
      const length = Math.sqrt(square) || 1;
      const best = joined.nearest(new Map([...sum].map(([feature, value]) => [feature, value / length])));
      if (best !== null && best.likeness >= SAME) joined.add(best.middle, sum, weight);
      else joined.begin(sum, weight);
    }
    return joined;
  }
}
