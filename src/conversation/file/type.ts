import { isUtf8 } from 'node:buffer';

/** What a file is, judged by its content alone. `image`: a page may show it. */
export type FileType = { type: string; extension: string; image: boolean };

const IMAGE = (type: string, extension: string): FileType => ({ type, extension, image: true });
const DOCUMENT = (type: string, extension: string): FileType => ({ type, extension, image: false });
const OFFICE = 'application/vnd.openxmlformats-officedocument.';

/** In a document of an office program one folder is named after what it is. */
const OFFICE_PARTS: readonly (readonly [string, FileType])[] = [
  ['word/', DOCUMENT(`${OFFICE}wordprocessingml.document`, 'docx')],
  ['xl/', DOCUMENT(`${OFFICE}spreadsheetml.sheet`, 'xlsx')],
  ['ppt/', DOCUMENT(`${OFFICE}presentationml.presentation`, 'pptx')],
];

/**
 * The type of a file by its first bytes, whatever it is called; `null` for what is not accepted. Text is accepted as text only, so that
 * a page or a drawing with a program in it is just its source.
 */
export function typeOf(content: Uint8Array): FileType | null {
  const begins = (bytes: readonly number[], at = 0) => bytes.every((byte, index) => content[at + index] === byte);
  if (begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return IMAGE('image/png', 'png');
  if (begins([0xff, 0xd8, 0xff])) return IMAGE('image/jpeg', 'jpg');
  if (begins([0x47, 0x49, 0x46, 0x38])) return IMAGE('image/gif', 'gif');
  if (begins([0x52, 0x49, 0x46, 0x46]) && begins([0x57, 0x45, 0x42, 0x50], 8)) return IMAGE('image/webp', 'webp');
  if (begins([0x25, 0x50, 0x44, 0x46, 0x2d])) return DOCUMENT('application/pdf', 'pdf');
  if (begins([0x50, 0x4b, 0x03, 0x04])) return officeType(content);
  return isText(content) ? DOCUMENT('text/plain', 'txt') : null;
}

/** The names of the parts stand in clear in the archive, which is never unpacked here. */
function officeType(content: Uint8Array): FileType | null {
  const names = Buffer.from(content).toString('latin1');
  if (!names.includes('[Content_Types].xml')) return null;
  return OFFICE_PARTS.find(([part]) => names.includes(part))?.[1] ?? null;
}

function isText(content: Uint8Array): boolean {
  // What no text holds tells a program from a text.
  return isUtf8(content) && !content.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20));
}
