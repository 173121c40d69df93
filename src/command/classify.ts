import { JiedaError } from '../base/errors.ts';
import type { Meaning } from '../contract/meaning.ts';
import { inputLines, printJson, releaseForCommand, withRuntime } from './common.ts';

/** `jieda classify`: one text a line in, its meaning out: one JSON object a line, or a line to read. */
export async function runClassify({ json = false }: { json?: boolean }): Promise<void> {
  await withRuntime(async (runtime, config) => {
    const { understanding } = await releaseForCommand(runtime, config);
    for await (const text of inputLines()) {
      try {
        const meaning = understanding.understand(text);
        if (json) printJson(present(meaning));
        else process.stdout.write(`${describe(meaning)}\n`);
      } catch (error) {
        // The line keeps its place in the output, so that inputs and answers can be told apart by their number.
        if (!(error instanceof JiedaError)) throw error;
        process.exitCode = 1;
        if (json) printJson({ text: text.slice(0, 80), ...error.present() });
        else process.stderr.write(`${error.message}\n`);
      }
    }
  });
}

function present({ text, intent, confidence, alternatives, emotion, entities, private: found, reason, parts }: Meaning): object {
  return { text, intent, confidence, alternatives, emotion, entities, private: found, reason, parts };
}

export function describe(meaning: Meaning): string {
  const others = meaning.alternatives.slice(0, 3).map(({ intent, confidence }) => `${intent} ${percent(confidence)}`);
  const entities = meaning.entities.map(({ type, value, unit }) => `${type}=${value}${unit ? ` ${unit}` : ''}`);
  return [
    `${meaning.intent} ${percent(meaning.confidence)}`,
    meaning.emotion,
    ...(entities.length > 0 ? [entities.join(' ')] : []),
    ...(others.length > 0 ? [`(${others.join(', ')})`] : []),
    meaning.reason,
    ...(meaning.parts ? [meaning.parts.map(({ text, intent, confidence }) => `“${text}” ${intent} ${percent(confidence)}`).join(' + ')] : []),
  ].join(' · ');
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
