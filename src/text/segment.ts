import nodejieba from 'nodejieba';

/** The words of a protected text, in its order. Joined they are the text again. */
export type Segmenter = (text: string) => string[];

/** Loads jieba's dictionaries now (about a second and 250 MB, once a process or worker thread) instead of at the first text. */
export function warmUp(): void {
  nodejieba.cut('预热', true);
}

/**
 * Jieba's words, with rows of them joined where they are a word of our dictionary (`words`, normalised).
 *
 * Our words are not put into jieba itself: its dictionary belongs to the process, knows no removal and loses insertions
 * on a reload, so that one release would be segmented with the words of another, and training would depend on what the process did before.
 */
export function createSegmenter(words: readonly string[]): Segmenter {
  const ours = new Set(words);
  const beginnings = new Set(words.flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1))));
  return (text) => joinOurs(nodejieba.cut(text, true), ours, beginnings);
}

function joinOurs(cut: string[], ours: ReadonlySet<string>, beginnings: ReadonlySet<string>): string[] {
  const words: string[] = [];
  for (let at = 0; at < cut.length; ) {
    let joined = cut[at]!;
    let taken = joined;
    let next = at + 1;
    for (let end = at + 1; end < cut.length && beginnings.has(joined); end++) {
      joined += cut[end]!;
      if (ours.has(joined)) {
        taken = joined;
        next = end + 1;
      }
    }
    words.push(taken);
    at = next;
  }
  return words;
}
