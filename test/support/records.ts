import { dialogDocumentSchema, type DialogDocument } from '../../src/contract/content/dialog.ts';

const says = (text: string) => ({ text: [`${text}。`, `好的，${text}。`, `${text}，谢谢您。`] });

/** A rule that goes before every other: by words that nobody says, and with more conditions, all of which hold. */
const on = (words: string, then: object) => ({
  first: true,
  intents: ['*'],
  when: { words, emotion: ['calm', 'upset', 'angry'], customer: ['anonymous', 'new', 'returning', 'vip'], without: words === 'record_wish' ? 'record_find' : 'record_wish' },
  then,
});

/** Dialogs with which a test records, adds to, takes back and looks for tickets in one message each. */
export const RECORDS: DialogDocument = dialogDocumentSchema.parse({
  id: 'records',
  name: '记录',
  rev: 1,
  slots: {
    record_phone: { label: '联系电话', entities: ['phone'] },
    record_number: { label: '记录编号', entities: ['ticket_number'], keep: 'form' },
  },
  words: { record_complaint: ['甲事登记'], record_wish: ['乙事登记'], record_more: ['丙事登记'], record_back: ['丁事登记'], record_find: ['戊事登记'] },
  rules: [
    on('record_complaint', { form: 'record_complaint' }),
    on('record_wish', { form: 'record_wish' }),
    on('record_more', { reply: 'records.noted', note: { text: '客户又来问了', urgent: true } }),
    on('record_back', { reply: 'records.noted', note: { text: '客户说不用了', withdraw: true } }),
    on('record_find', { form: 'record_find', forget: ['record_number'] }),
  ],
  replies: {
    'records.ask_phone': says('请留一个手机号'),
    'records.recorded': says('已经记下'),
    'records.noted': says('已经补充'),
    'records.found': says('找到记录 {{ticket_number}}[[，进展是{{ticket_progress}}]]'),
    'records.not_found': says('没有找到记录'),
  },
  forms: {
    record_complaint: {
      name: '投诉',
      version: 1,
      topic: 'service_complaint',
      start: 'phone',
      steps: {
        phone: { type: 'ask', slot: 'record_phone', reply: 'records.ask_phone', retry: 'records.ask_phone', next: 'record' },
        record: { type: 'record', kind: 'service_complaint', content: '客户投诉客服态度', contact: 'record_phone', details: ['record_phone'], next: 'done' },
        done: { type: 'end', reply: 'records.recorded' },
      },
    },
    record_wish: {
      name: '建议',
      version: 1,
      topic: 'suggestion',
      start: 'record',
      steps: { record: { type: 'record', kind: 'suggestion', content: '客户建议加快发货', next: 'done' }, done: { type: 'end', reply: 'records.recorded' } },
    },
    record_find: {
      name: '查进度',
      version: 1,
      topic: 'service_complaint',
      start: 'find',
      steps: {
        find: { type: 'findTicket', slot: 'record_number', found: 'found', notFound: 'none' },
        found: { type: 'end', reply: 'records.found' },
        none: { type: 'end', reply: 'records.not_found' },
      },
    },
  },
});
