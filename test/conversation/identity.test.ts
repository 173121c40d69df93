import { createHmac } from 'node:crypto';
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

it('believes a level of the drive only where it is signed, and sites that know of none as before', () => {
  const withLevel = { ...chen, driveLevel: '金尊' };
  expect(verifiedCustomer({ ...withLevel, signature: signIdentity(withLevel, SECRET) }, SECRET).driveLevel).toBe('金尊');
  expect(verifiedCustomer({ ...withLevel, signature: signIdentity(chen, SECRET) }, SECRET)).toEqual(ANONYMOUS);
  expect(verifiedCustomer({ ...chen, signature: signIdentity(withLevel, SECRET) }, SECRET)).toEqual(ANONYMOUS);
  const signedLongAgo = createHmac('sha256', SECRET).update('u-vip\n陈先生\nvip').digest('hex');
  expect(verifiedCustomer({ ...chen, signature: signedLongAgo }, SECRET)).toMatchObject({ externalId: 'u-vip', driveLevel: null });
});

it('cannot be fooled by moving text from one part to the next', () => {
  const signature = signIdentity({ id: 'a', name: 'b' }, SECRET);
  expect(verifiedCustomer({ id: 'a\nb', signature }, SECRET)).toEqual(ANONYMOUS);
});
