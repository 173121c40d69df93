const FOCUSABLE = 'button:not([disabled]), a[href], textarea, [tabindex="0"]';

/** Lets Tab go round inside `box`. */
export function keepFocusInside(box: HTMLElement, event: KeyboardEvent): void {
  const stops = [...box.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((stop) => stop.getClientRects().length > 0);
  const first = stops[0];
  const last = stops[stops.length - 1];
  const focused = (box.getRootNode() as ShadowRoot).activeElement;
  const leaving = event.shiftKey ? focused === first || focused === box : focused === last;
  if (!leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
