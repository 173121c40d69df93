import { expect, it } from '@jest/globals';
import { signIdentity, verifiedCustomer } from '../../src/conversation/identity.ts';
import { ANONYMOUS } from '../../src/conversation/open.ts';

const SECRET = 'the-secret-of-the-site';
const chen = { id: 'u-vip', name: '陈先生', kind: 'vip' as const };

it('believes the site whose signature is right, and nobody else', () => {
  const signature = signIdentity(chen, SECRET);
  expect(verifiedCustomer({ ...chen, signature }, SECRET)).toEqual({ externalId: 'u-vip', name: '陈先生', kind: 'vip', driveLevel: null });
  expect(verifiedCustomer({ ...chen, id: 'u-old', signature }, SECRET)).toEqual(ANONYMOUS);
  expect(verifiedCustomer({ ...chen, kind: 'new', signature }, SECRET)).toEqual(ANONYMOUS);
  expect(verifiedCustomer({ ...chen, signature }, undefined)).toEqual(ANONYMOUS);
  expect(verifiedCustomer(undefined, SECRET)).toEqual(ANONYMOUS);
});

it('cannot be fooled by moving text from one part to the next', () => {
  const signature = signIdentity({ id: 'a', name: 'b' }, SECRET);
  expect(verifiedCustomer({ id: 'a\nb', signature }, SECRET)).toEqual(ANONYMOUS);
});
