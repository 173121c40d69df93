/** Control characters, halves of characters, what turns the direction of what follows, and what is not seen, but for the joiners of emoji and scripts. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;

/** One line of text as people see it: without what cannot be seen or would change the order of letters around it. */
export function plainText(text: string): string {
  return text.normalize('NFC').replace(/[\t\n\r]+/g, ' ').replace(UNSEEN, '').trim();
}
