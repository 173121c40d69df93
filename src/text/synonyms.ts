import { createLongestMatch } from './longest.ts';

/** Replaces every word of a cluster by one private-use character that stands for the cluster. */
export type Folding = (text: string) => string;

/** Placeholders of numbers lie below; see protect.ts. */
const FIRST_CLUSTER = 0xe100;
const LAST_CLUSTER = 0xf8ff;

/** Whether a character stands for a cluster. */
export function isCluster(code: number): boolean {
  return code >= FIRST_CLUSTER && code <= LAST_CLUSTER;
}

/** From left to right, the longest word at each place. `clusters` are normalised; a word of two clusters belongs to the first. */
export function createFolding(clusters: readonly (readonly string[])[]): Folding {
  const match = createLongestMatch(
    clusters.slice(0, LAST_CLUSTER - FIRST_CLUSTER).flatMap((cluster, index) => {
      const sign = String.fromCharCode(FIRST_CLUSTER + index);
      return cluster.map((word) => [word, sign] as const);
    }),
  );
  return (text) => {
    let folded = '';
    for (let at = 0; at < text.length; ) {
      const found = match(text, at);
      folded += found ? found.value : text[at]!;
      at += found ? found.word.length : 1;
    }
    return folded;
  };
}
