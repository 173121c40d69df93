import type { Author } from '../studio/studio.ts';

/** Who changes content by a command, as history and audit log name them. */
export const COMMAND: Author = { id: 'command', address: '' };
