import type { Config } from '../base/config.ts';
import { demoOrders } from '../conversation/orders/demo.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { SCENE_TIME_ZONE } from '../studio/conversations/scene.ts';
import { openStudio, type Studio, type StudioWays } from '../studio/studio.ts';

/** The studio of a node. Written conversations are played in a shop of their own. */
export function studioOn(config: Config, runtime: Runtime, ways: StudioWays = {}): Studio {
  return openStudio(config, { ...runtime, shopOf: (orders, now_ms) => demoOrders(orders, { now_ms }, SCENE_TIME_ZONE), ...ways });
}
