/** Sentences that another page hands over to be looked at: for an intent that there is, or (`null`) for one that is being made. */
export type Prefill = { intent: string | null; examples: string[] };

let offered: Prefill | null = null;

/** Hands sentences over; whoever goes to the page next finds them there, once. */
export function offer(prefill: Prefill): void {
  offered = prefill;
}

/** What was handed over for this intent, or for a new one (`null`). It is gone afterwards. */
export function takeOffered(intent: string | null): Prefill | null {
  if (offered === null || offered.intent !== intent) return null;
  const prefill = offered;
  offered = null;
  return prefill;
}
