/** Words that a topic is called by. */
const WORDS_MAX = 3;

/** Says what something is about: at least two Chinese characters, or a Latin word. */
const TELLING = /^(\p{Script=Han}{2,}|[a-z][a-z0-9]{2,})$/u;
/** What is asked with, but not about. */
const ASKING = new Set([
  '什么', '怎么', '怎样', '怎么办', '怎么样', '如何', '为什么', '为啥', '可以', '能不能', '可不可以', '是不是', '有没有', '多少', '哪里', '哪个', '哪些', '多久', '什么时候', '请问', '你们', '我们', '您好', '你好',
  '这个', '那个', '一下', '一个', '没有', '不能', '不会', '不是', '知道', '需要', '想要', '现在', '还是', '就是', '已经', '可能', '应该', '是否', '帮我', '给我', '告诉', '咨询', '问题', '问一下', '想问',
]);

/** What each group of texts is about, by the words that stand in it more than elsewhere; no word that is a part of a better one. */
export function wordsOf(groups: readonly (readonly (readonly string[])[])[], all: readonly (readonly string[])[]): string[][] {
  const holders = new Map<string, number>();
  for (const words of all) for (const word of new Set(words)) holders.set(word, (holders.get(word) ?? 0) + 1);
  return groups.map((texts) => {
    const within = new Map<string, number>();
    for (const words of texts) for (const word of new Set(words)) if (TELLING.test(word) && !ASKING.has(word)) within.set(word, (within.get(word) ?? 0) + 1);
    const ranked = [...within]
      .map(([word, count]) => ({ word, score: (count / texts.length) * Math.log(1 + all.length / holders.get(word)!) * Math.sqrt([...word].length) }))
      .sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1));
    const chosen: string[] = [];
    for (const { word } of ranked) {
      if (chosen.length === WORDS_MAX) break;
      if (!chosen.some((better) => better.includes(word) || word.includes(better))) chosen.push(word);
    }
    return chosen;
  });
}
