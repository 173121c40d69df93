/** `[text](type)`, `[text]{"entity": …}` and `[text](type:value)`: how Rasa and Botpress mark a piece of a sentence. */
const ANNOTATION = /\[([^[\]]*)\](?:\([^()]*\)|\{[^{}]*\})(?:\{[^{}]*\})?/g;

/** The sentence as the customer says it, and how many pieces of it were marked. */
export function withoutAnnotations(text: string): { text: string; marked: number } {
  let marked = 0;
  const plain = text.replaceAll(ANNOTATION, (_whole, piece: string) => {
    marked += 1;
    return piece;
  });
  return { text: plain, marked };
}
