import { JiedaError } from '../../../base/errors.ts';
import { LIMITS } from '../../../base/limits.ts';

/**
 * JSON of a file of unknown origin. How deep it nests is counted first, so that nobody who walks it runs out of stack.
 * @throws JiedaError `import.damaged`, `import.too_large` with `what: 'depth'`.
 */
export function parseJson(text: string): unknown {
  let depth = 0;
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gs)) {
    if (mark === '[' || mark === '{') depth += 1;
    else if (mark === ']' || mark === '}') depth -= 1;
    if (depth > LIMITS.nesting) throw new JiedaError('import.too_large', { what: 'depth', max: LIMITS.nesting });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new JiedaError('import.damaged', { reason: 'json' }, error);
  }
}

/** A member of what may be an object; never one that objects inherit. */
export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
