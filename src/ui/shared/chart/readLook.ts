import { COLOURS, type Look } from './look.ts';

/** Reads the tokens that hold: light or dark. */
export function readLook(): Look {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--jd-${name}`).trim();
  return { ...(Object.fromEntries(COLOURS.map((name) => [name, of(name)])) as Record<(typeof COLOURS)[number], string>), font: of('font') };
}
