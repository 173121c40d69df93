import { createHash } from 'node:crypto';
import { judgeBrand, MARK_CONTRAST, palettesOf, passingShade, SCHEMES } from '../base/colour.ts';
import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { Look, PublicLook } from '../contract/look.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { audit } from '../storage/audit.ts';
import { findPicture, hasPicture, prunePictures, putPicture } from '../storage/lookPicture.ts';
import type { Database } from '../storage/schema.ts';
import type { Origin } from './account/origin.ts';
import { pictureOf } from './look/picture.ts';

/** The look as pages get it: what admins have set, with every colour that follows. */
export function presentLook(runtime: Runtime): PublicLook {
  const look = runtime.settings.get('widget.look');
  return { ...look, ...palettesOf(look) };
}

/**
 * @throws JiedaError `look.contrast` where a colour cannot be told from what is on it or behind it, with the nearest shade that passes;
 * `look.picture_missing`.
 */
export async function checkLook(database: Database, look: Look): Promise<void> {
  for (const scheme of SCHEMES) {
    const colour = look[scheme];
    if (colour === null) continue;
    const { text, background, usable } = judgeBrand(colour, scheme);
    if (!usable) throw new JiedaError('look.contrast', { field: scheme, text: rounded(text), background: rounded(background), needed: MARK_CONTRAST, nearest: passingShade(colour, scheme) });
  }
  if (look.avatar !== null && !(await hasPicture(database, look.avatar))) throw new JiedaError('look.picture_missing');
}

/**
 * Stores a picture for the widget. Nobody sees it until a look names it. @returns its key.
 * @throws JiedaError `file.empty`, `file.too_large`, `look.picture_type`, `look.picture_large`.
 */
export async function addPicture(runtime: Runtime, by: DeskPerson, content: Uint8Array, { address }: Origin): Promise<string> {
  if (content.length === 0) throw new JiedaError('file.empty');
  if (content.length > LIMITS.lookPictureBytes) throw new JiedaError('file.too_large', { bytesMax: LIMITS.lookPictureBytes });
  const picture = pictureOf(content);
  if (picture === null) throw new JiedaError('look.picture_type');
  const { type, width, height } = picture;
  if (Math.max(width, height) > LIMITS.lookPictureEdge) throw new JiedaError('look.picture_large', { pixelsMax: LIMITS.lookPictureEdge });
  const key = createHash('sha256').update(content).digest('hex');
  const now_ms = runtime.clock.now_ms();
  await runtime.storage.transaction(async (database) => {
    await putPicture(database, { key, type, content }, now_ms);
    await prunePictures(database, runtime.settings.get('widget.look').avatar, LIMITS.lookPictures);
    await audit(database, { at_ms: now_ms, by: by.id, action: 'look.picture_added', on: 'widget.look', from: address, details: { key, type, bytes: content.length } });
  });
  return key;
}

/** A stored picture, with a name to save it under. @throws JiedaError `file.not_found`. */
export async function lookPicture(runtime: Runtime, key: string): Promise<{ name: string; type: string; content: Buffer }> {
  const found = await findPicture(runtime.storage.read, key);
  if (found === undefined) throw new JiedaError('file.not_found');
  return { name: `avatar.${found.type.slice('image/'.length)}`, type: found.type, content: Buffer.from(found.content) };
}

const rounded = (ratio: number): number => Math.floor(ratio * 100) / 100;
