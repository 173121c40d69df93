import { LIMITS } from '../../base/limits.ts';

/** Separators, and characters that are not seen or turn the direction of what follows. */
const FOLDERS = /^.*[/\\]/s;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/**
 * What a file is called wherever it is shown or saved: the last part of what its sender called it, without what cannot be seen, and with
 * the ending of what it is, so that a page that calls itself a picture is not opened as either.
 */
export function shownName(name: string, extension: string): string {
  const last = name.normalize('NFC').replace(UNSEEN, '').replace(FOLDERS, '').replace(/^\.+/, '').trim();
  const ending = `.${extension}`;
  const base = last.toLowerCase().endsWith(ending) ? last.slice(0, -ending.length) : last;
  return `${[...(base === '' ? 'file' : base)].slice(0, LIMITS.fileNameLength - ending.length).join('')}${ending}`;
}
