import { shadowSchema } from '../contract/desk/settings.ts';
import type { Database } from '../storage/schema.ts';
import { listSettings, replaceSetting } from '../storage/setting.ts';

/** A release that begins to serve, or is removed, does not listen in the shadow any more. */
export async function endShadow(database: Database, number: number): Promise<void> {
  const [written] = await listSettings(database, ['studio.shadow']);
  if (written === undefined) return;
  const { release, share } = shadowSchema.parse(JSON.parse(written.value));
  if (release === number) await replaceSetting(database, written.name, JSON.stringify({ release: null, share }), written.rev);
}
