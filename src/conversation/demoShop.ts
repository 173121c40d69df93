import type { Ids } from '../base/ids.ts';
import type { DemoCustomer } from '../contract/content/demo.ts';
import type { DemoCustomers } from '../contract/demo.ts';
import type { Storage } from '../storage/driver.ts';
import { readSetting, writeSetting } from '../storage/setting.ts';
import { signIdentity } from './identity.ts';

/** The demo shop in the place of a real site: its secret, and its customers with the identities that it signs for them. */
export type DemoShop = { identitySecret: string; customers: DemoCustomers };

const SECRET = 'demo_identity_secret';

/** Opens the demo shop. Its secret is made once for all nodes of a database. */
export async function openDemoShop(storage: Storage, ids: Ids, customers: DemoCustomer[]): Promise<DemoShop> {
  const identitySecret = await storage.transaction(async (database) => {
    const known = await readSetting(database, SECRET);
    if (known !== null) return known;
    const made = ids.secret();
    await writeSetting(database, SECRET, made);
    return made;
  });
  return {
    identitySecret,
    customers: customers.map(({ id, name, kind, driveLevel, orders }) => {
      const who = { id, name, kind, ...(driveLevel !== undefined && { driveLevel }) };
      return { identity: { ...who, signature: signIdentity(who, identitySecret) }, orders };
    }),
  };
}
