import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { demoOrdersSchema } from '../../src/contract/content/demo.ts';
import { demoOrders } from '../../src/conversation/orders/demo.ts';
import { compileDialogs } from '../../src/dialog/content.ts';
import { ContentDraft } from '../../src/storage/content.ts';
import type { Stage } from '../../src/studio/conversations/play.ts';
import { createForbidden } from '../../src/text/forbidden/check.ts';
import { SCENE_TIME_ZONE } from '../../src/studio/conversations/scene.ts';
import { trainedDraft } from '../support/trained.ts';

const DEMO_ORDERS = demoOrdersSchema.parse(JSON.parse(readFileSync(join(PROJECT_PATH, 'data/demo/orders.json'), 'utf8')));
export const SHOP: Pick<Stage, 'demoOrders' | 'shopOf'> = {
  demoOrders: DEMO_ORDERS,
  shopOf: (orders, now_ms) => demoOrders(orders, { now_ms }, SCENE_TIME_ZONE),
};

/** The real content with its trained model, ready to play conversations. */
export async function trainedStage(): Promise<Stage> {
  const { content, understanding } = await trainedDraft();
  return {
    ...SHOP,
    understand: understanding.understand,
    dialogs: compileDialogs(content.dialogs, content.figures, content.intents),
    forbidden: createForbidden(await new ContentDraft(PROJECT_PATH).readForbidden()),
  };
}
