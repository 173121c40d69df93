import type { HandOver } from '../contract/dialogState.ts';
import type { Turn } from './turn.ts';

const SKILLS: readonly HandOver['skill'][] = ['shop', 'account', 'drive', 'telecom', 'common'];

/** The team of the topic. */
export function skillOf(turn: Turn): HandOver['skill'] {
  const domain = turn.content.intents.get(turn.state.topic ?? intentOf(turn) ?? '')?.domain;
  return SKILLS.find((skill) => skill === domain) ?? 'common';
}

export function intentOf({ meaning, content }: Turn): string | null {
  return meaning !== null && content.intents.has(meaning.intent) ? meaning.intent : null;
}
