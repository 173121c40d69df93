import type { LookUpResult } from '../contract/order.ts';

/** Where the shop's orders are asked for. Never throws: what goes wrong outside is the result `failed`, and logged by the implementation. */
export type OrderLookUp = (orderNumber: string) => Promise<LookUpResult>;
