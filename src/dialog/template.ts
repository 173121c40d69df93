import type { Figures } from '../contract/content/figures.ts';
import type { SlotValue } from '../contract/dialogState.ts';
import { isFormat, formatFigure, formatValue, type Format, type Moment } from './format.ts';

type Part = { type: 'text'; text: string } | { type: 'name'; name: string; format: Format } | { type: 'optional'; parts: Part[] };

/** A text of a dialog, ready to be filled in. Only texts of the content ever become templates; what a customer wrote is only ever a value. */
export type Template = { parts: readonly Part[] };

/** The value of a slot or fact; `null` when it is not known. */
export type Values = (name: string) => SlotValue | null;

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const OPTIONAL = /\[\[(.*?)\]\]/gs;

/**
 * Compiles `…{{name}}…{{name|format}}…{{figure:name}}…[[left out when a name in it is unknown]]…`. What is wrong is
 * pushed to `problems`, in words, and left out.
 */
export function compileTemplate(text: string, figures: Figures, isKnown: (name: string) => boolean, problems: string[]): Template {
  const parts: Part[] = [];
  let copied = 0;
  for (const match of text.matchAll(OPTIONAL)) {
    parts.push(...placeholders(text.slice(copied, match.index), figures, isKnown, problems));
    parts.push({ type: 'optional', parts: placeholders(match[1]!, figures, isKnown, problems) });
    copied = match.index + match[0].length;
  }
  parts.push(...placeholders(text.slice(copied), figures, isKnown, problems));
  return { parts };
}

function placeholders(text: string, figures: Figures, isKnown: (name: string) => boolean, problems: string[]): Part[] {
  const parts: Part[] = [];
  let copied = 0;
  const literal = (end: number) => {
    const piece = text.slice(copied, end);
    if (/\{\{|\}\}|\[\[|\]\]/.test(piece)) problems.push(`“${text}” has a bracket without its partner`);
    else if (piece !== '') parts.push({ type: 'text', text: piece });
  };
  for (const match of text.matchAll(PLACEHOLDER)) {
    literal(match.index);
    const part = placeholder(match[1]!, figures, isKnown);
    if (typeof part === 'string') problems.push(`“${text}” ${part}`);
    else parts.push(part);
    copied = match.index + match[0].length;
  }
  literal(text.length);
  return parts;
}

/** A part, or what is wrong with it. */
function placeholder(inside: string, figures: Figures, isKnown: (name: string) => boolean): Part | string {
  const [name = '', format = 'plain', ...more] = inside.split('|').map((piece) => piece.trim());
  if (more.length > 0 || !isFormat(format)) return `has an unknown format: {{${inside}}}`;
  if (name.startsWith('figure:')) {
    const figure = Object.hasOwn(figures, name.slice(7)) ? figures[name.slice(7)] : undefined;
    return figure === undefined ? `names an unknown figure: {{${inside}}}` : { type: 'text', text: formatFigure(figure) };
  }
  return isKnown(name) ? { type: 'name', name, format } : `names an unknown slot: {{${inside}}}`;
}

/** The text with all values filled in, once; `null` when one that it needs is unknown or has no such form. */
export function render(template: Template, values: Values, moment: Moment): string | null {
  return renderParts(template.parts, values, moment);
}

function renderParts(parts: readonly Part[], values: Values, moment: Moment): string | null {
  let text = '';
  for (const part of parts) {
    if (part.type === 'text') text += part.text;
    else if (part.type === 'optional') text += renderParts(part.parts, values, moment) ?? '';
    else {
      const value = values(part.name);
      const formatted = value === null ? null : formatValue(value, part.format, moment);
      if (formatted === null) return null;
      text += formatted;
    }
  }
  return text;
}
