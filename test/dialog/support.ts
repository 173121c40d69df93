import { readFileSync, readdirSync } from 'node:fs';
import { seededRandom } from '../../src/base/random.ts';
import { dialogDocumentSchema, type DialogDocument } from '../../src/contract/content/dialog.ts';
import { figuresSchema, type Figures } from '../../src/contract/content/figures.ts';
import { INITIAL_DIALOG_STATE, type DialogState } from '../../src/contract/dialogState.ts';
import type { Emotion, Entity, Meaning, PrivateSpan } from '../../src/contract/meaning.ts';
import type { LookUpResult, Order } from '../../src/contract/order.ts';
import { compileDialogs, type DialogContent } from '../../src/dialog/content.ts';
import { decide } from '../../src/dialog/decide.ts';
import type { Circumstances, Customer, Decision, DialogEvent } from '../../src/dialog/decision.ts';

const root = new URL('../../', import.meta.url);

/** Domain → intents of the catalogue, as `intents/` has them. */
const CATALOGUE: Record<string, string> = {
  common: 'greeting thanks goodbye affirm deny human_agent service_complaint suggestion',
  shop: 'shipping_status delivery_delay delivery_options order_change order_cancel return_policy return_request refund_status warranty product_fault product_info promotion invoice membership',
  account: 'login_failure account_manage data_export',
  drive: 'upload_size_limit upload_failure download_failure share_link storage_capacity drive_vip client_crash file_recovery sync_backup site_unavailable',
  telecom: 'plan_inquiry service_subscribe service_cancel bill_inquiry',
  outside: 'out_of_scope',
};
export const INTENTS = Object.entries(CATALOGUE).flatMap(([domain, ids]) => ids.split(' ').map((id) => ({ id, name: id, domain })));

export const DOCUMENTS: DialogDocument[] = readdirSync(new URL('dialogs/', root))
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => dialogDocumentSchema.parse(JSON.parse(readFileSync(new URL(`dialogs/${file}`, root), 'utf8'))));
export const FIGURES: Figures = figuresSchema.parse(JSON.parse(readFileSync(new URL('data/figures.json', root), 'utf8')));
export const CONTENT: DialogContent = compileDialogs(DOCUMENTS, FIGURES, INTENTS);

/** A Wednesday, 14:10 in Shanghai. */
export const NOON_MS = Date.parse('2026-11-11T14:10:00+08:00');
export const ANONYMOUS: Customer = { name: null, kind: 'anonymous', driveLevel: null };

type Said = { intent?: string; simplified?: string; emotion?: Emotion; entities?: Partial<Entity>[]; private?: PrivateSpan[]; confidence?: number; alternatives?: Meaning['alternatives'] };

export function meaningOf(text: string, said: Said = {}): Meaning {
  const { intent = 'out_of_scope', emotion = 'calm', entities = [], confidence = 0.95 } = said;
  return {
    text, intent, confidence, emotion,
    ...(said.simplified !== undefined && { simplified: said.simplified }),
    alternatives: said.alternatives ?? [],
    entities: entities.map((entity) => ({ type: 'order_number', value: '', text: '', start: 0, end: 0, ...entity })),
    private: said.private ?? [],
    decidedBy: 'classifier',
    reason: '',
  };
}

/** A conversation that a test drives; every decision is kept. */
export class Chat {
  state: DialogState = INITIAL_DIALOG_STATE;
  queued = false;
  decisions: Decision[] = [];
  readonly content: DialogContent;
  readonly circumstances: Circumstances;

  constructor(circumstances: Partial<Circumstances> = {}, content: DialogContent = CONTENT) {
    this.content = content;
    this.circumstances = { now_ms: NOON_MS, timeZone: 'Asia/Shanghai', customer: ANONYMOUS, tickets: [], ahead: null, random: seededRandom(7), ...circumstances };
  }

  happens(event: DialogEvent): Decision {
    const decision = decide(this.state, event, this.content, this.circumstances);
    this.state = decision.state;
    if (decision.handOver) this.queued = true;
    if (decision.leaveQueue) this.queued = false;
    this.decisions.push(decision);
    return decision;
  }

  opens(): Decision {
    return this.happens({ type: 'opened' });
  }

  says(text: string, said: Said = {}): Decision {
    return this.happens({ type: 'said', meaning: meaningOf(text, said), queued: this.queued });
  }

  shopAnswers(result: LookUpResult): Decision {
    return this.happens({ type: 'looked_up', result, queued: this.queued });
  }
}

export const textOf = (decision: Decision): string => decision.replies.map(({ text }) => text).join('\n');
export const templatesOf = (decision: Decision): string[] => decision.replies.map(({ template }) => template);
export const optionsOf = (decision: Decision): string[] => decision.replies.at(-1)?.options?.map(({ label }) => label) ?? [];
export const orderNumber = (value: string): Partial<Entity> => ({ type: 'order_number', value, text: value, start: 0, end: value.length });
export const PHONE: Partial<Entity> = { type: 'phone', value: '13800001357', text: '13800001357', start: 0, end: 11 };
export const fileSize = (megabytes: number): Partial<Entity> => ({ type: 'file_size', value: megabytes * 1024 ** 2, unit: 'bytes' });

const hours = (count: number) => new Date(NOON_MS + count * 3_600_000).toISOString();

/** Order 202611010001 of the demo, on its way. */
export const LAMP: Order = {
  number: '202611010001', goods: ['护眼台灯'], state: 'shipped', orderedAt: hours(-48), shippedAt: hours(-28), promisedAt: hours(30), expectedAt: hours(30),
  tracking: [{ at: hours(-4), text: '快件已到达杭州转运中心' }, { at: hours(-28), text: '包裹已打包，交给快递' }], refund: 'none',
};
/** Order 202611010005 of the demo, late. */
export const SHOES: Order = {
  number: '202611010005', goods: ['跑步鞋'], state: 'shipped', orderedAt: hours(-144), shippedAt: hours(-120), promisedAt: hours(-18),
  tracking: [{ at: hours(-96), text: '快件已到达武汉分拨中心' }], refund: 'none',
};
