/** What compiling complains of, in Chinese. */
const WORDS: readonly [RegExp, string][] = [
  [/unknown reply “(.+?)”/, '没有回复“$1”'],
  [/unknown word list “(.+?)”/, '没有词表“$1”'],
  [/unknown intent “(.+?)”/, '没有意图“$1”'],
  [/unknown slot or fact “(.+?)”/, '没有槽或事实“$1”'],
  [/unknown slot “(.+?)”/, '没有槽“$1”'],
  [/unknown option “(.+?)”/, '没有按钮“$1”'],
  [/unknown form “(.+?)”/, '没有表单“$1”'],
  [/unknown first step “(.+?)”/, '没有第一步“$1”'],
  [/unknown step “(.+?)”/, '没有步骤“$1”'],
  [/nothing leads to step “(.+?)”/, '走不到步骤“$1”'],
  [/no way out of step “(.+?)”/, '步骤“$1”没有出路'],
  [/step “(.+?)” leads to itself without asking/, '步骤“$1”不问客户就绕回自己'],
  [/no reply asks “(.+?)”/, '没有回复留下问题“$1”'],
  [/“(.+?)” is no figure with a number/, '“$1”不是数字'],
  [/names an unknown figure: (\{\{.+?\}\})/, '引用了没有的数字：$1'],
  [/names an unknown slot: (\{\{.+?\}\})/, '引用了没有的槽：$1'],
  [/has an unknown format: (\{\{.+?\}\})/, '写法不对：$1'],
  [/has a bracket without its partner/, '括号没有成对'],
  [/also stands in “(.+?)”/, '在“$1”里也有'],
  [/answers everything; give it a condition/, '什么都回答，要写条件'],
  [/only who is queued can leave the queue/, '只有排队的客户才能退出排队'],
  [/who is queued cannot be handed over again/, '已在排队，不能再转人工'],
  [/“(.+?)” is missing; the engine uses it/, '“$1”没有写，程序要用'],
  [/is defined twice/, '写了两次'],
  [/digits from more to fewer/, '位数写反了'],
];
const PLACES: readonly [RegExp, string][] = [
  [/\brule (\d+)/, '第 $1 条规则'], [/\bform “/, '表单“'], [/\bstep “/, '步骤“'], [/\breply “/, '回复“'], [/\bslot “/, '槽“'], [/\bphrase “/, '短语“'], [/\bproblem “/, '说明“'],
  [/\bword list “/, '词表“'], [/\boption “/, '按钮“'], [/\bfigure “/, '数字“'],
];

/** What is not known stays as it is. */
export function inChinese(problem: string): string {
  return [...WORDS, ...PLACES].reduce((text, [pattern, chinese]) => text.replace(pattern, chinese), problem);
}
