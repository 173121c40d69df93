/** Where somebody acts from: network address, and the browser as it names itself. */
export type Origin = { address: string; device: string };

/** Where commands of the machine itself act from. */
export const NOWHERE: Origin = { address: '', device: '' };
