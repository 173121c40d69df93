import { checkForbiddenRequest } from '../../../contract/desk/forbidden.ts';
import { tryEntry } from '../../../desk/forbidden/entries.ts';
import type { Agent } from '../desk.ts';
import { socketEvent } from '../event.ts';

/** What an agent is writing: is there something in it that nobody writes to a customer? Answered with `{findings}`. */
export const checkText = socketEvent<Agent, { text: string }>({
  name: 'checkText',
  payload: checkForbiddenRequest,
  async handle({ runtime }, _agent, { text }) {
    return { findings: await tryEntry(runtime, text) };
  },
});
