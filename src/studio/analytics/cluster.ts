import { setImmediate } from 'node:timers/promises';

/** A text as the numbers of its features, some of them several times. */
export type Featured = { features: readonly number[]; weight: number };
export type Cluster = { /** Places of its texts, the one nearest to its middle first. */ members: number[] };

type Vector = ReadonlyMap<number, number>;
/** Which middles have a feature, and how much of it, place by place. */
type Holding = { middles: number[]; sums: number[] };
/** The sum of its members' vectors, as the places of its features in their {@link Holding}s; the square of its length. */
type Middle = { places: Map<number, number>; square: number; weight: number };

/** Texts this alike, as the cosine of a text and the middle of a cluster, belong together. */
const ALIKE = 0.28;
/** And clusters this alike are one. */
const SAME = 0.4;
/** What stands in one text only tells it from all others, and so nothing of where it belongs. */
const ALONE = 0.5;
/** Texts between two pauses, so that customers are answered meanwhile. */
const IN_A_ROW = 10;

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
  const middles = await leaders.joined();
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

/** The middles of clusters, found by their features. All that a text has in common with thousands of them is summed up in arrays of numbers. */
class Middles {
  readonly #middles: Middle[] = [];
  readonly #holdings = new Map<number, Holding>();
  /** Zero between two calls of {@link nearest}. */
  #dots = new Float64Array(64);

  begin(vector: Vector, weight: number): void {
    this.#middles.push({ places: new Map(), square: 0, weight: 0 });
    if (this.#middles.length > this.#dots.length) this.#dots = new Float64Array(this.#dots.length * 2);
    this.add(this.#middles.length - 1, vector, weight);
  }

  add(middle: number, vector: Vector, weight: number): void {
    const one = this.#middles[middle]!;
    for (const [feature, value] of vector) {
      let holding = this.#holdings.get(feature);
      if (holding === undefined) this.#holdings.set(feature, (holding = { middles: [], sums: [] }));
      let place = one.places.get(feature);
      if (place === undefined) {
        place = holding.middles.push(middle) - 1;
        holding.sums.push(0);
        one.places.set(feature, place);
      }
      const before = holding.sums[place]!;
      holding.sums[place] = before + value;
      one.square += 2 * before * value + value * value;
    }
    one.weight += weight;
  }

  nearest(vector: Vector): { middle: number; likeness: number } | null {
    const dots = this.#dots;
    for (const [feature, value] of vector) {
      const holding = this.#holdings.get(feature);
      if (holding === undefined) continue;
      const { middles, sums } = holding;
      for (let place = 0; place < middles.length; place++) dots[middles[place]!]! += value * sums[place]!;
    }
    let best: { middle: number; likeness: number } | null = null;
    for (let middle = 0; middle < this.#middles.length; middle++) {
      const dot = dots[middle]!;
      if (dot === 0) continue;
      dots[middle] = 0;
      const likeness = dot / Math.sqrt(this.#middles[middle]!.square);
      if (best === null || likeness > best.likeness) best = { middle, likeness };
    }
    return best;
  }

  /** The same, where those that are nearly the same have become one; the heavier takes the lighter. */
  async joined(): Promise<Middles> {
    const joined = new Middles();
    const order = this.#middles.map((_, index) => index).sort((a, b) => this.#middles[b]!.weight - this.#middles[a]!.weight || a - b);
    await gently(order, (index) => {
      const { square, weight } = this.#middles[index]!;
      const sum = this.#sumOf(index);
      const length = Math.sqrt(square) || 1;
      const best = joined.nearest(new Map([...sum].map(([feature, value]) => [feature, value / length])));
      if (best !== null && best.likeness >= SAME) joined.add(best.middle, sum, weight);
      else joined.begin(sum, weight);
    });
    return joined;
  }

  #sumOf(middle: number): Vector {
    return new Map([...this.#middles[middle]!.places].map(([feature, place]) => [feature, this.#holdings.get(feature)!.sums[place]!]));
  }
}
