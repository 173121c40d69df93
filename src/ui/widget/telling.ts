/** What is being written is told at most so often: while its words are seen, and while only that somebody writes is. */
const PREVIEW_MS = 700;
const TYPING_MS = 3_000;

/** Tells what stands in the field, not too often. */
export class Telling {
  readonly #tell: (text: string) => void;
  #told_ms = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  /** The field has changed. `preview`: its words are seen, so that the last of them is told late rather than not at all, and an emptied field at once. */
  typed(text: string, preview: boolean): void {
    this.forget();
    const now = (): void => {
      this.#told_ms = Date.now();
      this.#tell(text);
    };
    const wait_ms = this.#told_ms + (preview ? PREVIEW_MS : TYPING_MS) - Date.now();
    if (wait_ms <= 0 || (preview && !text)) now();
    else if (preview) this.#timer = setTimeout(now, wait_ms);
  }

  /** The text was sent: what waits to be told is old by now. */
  forget(): void {
    clearTimeout(this.#timer);
  }
}
