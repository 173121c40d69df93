import { createHmac } from 'node:crypto';
import { equalsConstantTime } from '../base/ids.ts';
import type { SiteIdentity } from '../contract/visitor.ts';
import type { StoredCustomer } from '../storage/conversation.ts';
import { ANONYMOUS } from './open.ts';

/** Who the site says the customer is, if its signature is right; otherwise an anonymous customer. */
export function verifiedCustomer(identity: SiteIdentity | undefined, secret: string | undefined): StoredCustomer {
  if (identity === undefined || secret === undefined) return ANONYMOUS;
  if (!equalsConstantTime(signIdentity(identity, secret), identity.signature)) return ANONYMOUS;
  return { externalId: identity.id, name: identity.name ?? null, kind: identity.kind ?? 'returning', driveLevel: identity.driveLevel ?? null };
}

/** The signature that the site has to give, see `siteIdentitySchema`. Sites that know of no drive level sign as they always did. */
export function signIdentity({ id, name, kind, driveLevel }: Omit<SiteIdentity, 'signature'>, secret: string): string {
  const parts = [id, name ?? '', kind ?? '', ...(driveLevel === undefined ? [] : [driveLevel])];
  return createHmac('sha256', secret).update(parts.join('\n')).digest('hex');
}
