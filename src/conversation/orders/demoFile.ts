import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoOrdersSchema, type DemoOrder } from '../../contract/content/demo.ts';

/** The orders of the demo shop, as they are written; none where the content has no demo shop. @throws Error for a file that is no such list. */
export async function readDemoOrders({ contentPath }: { contentPath: string }): Promise<DemoOrder[]> {
  try {
    return demoOrdersSchema.parse(JSON.parse(await readFile(join(contentPath, 'data/demo/orders.json'), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
