import { describe, expect, it } from '@jest/globals';
import { dialogDocumentSchema, type DialogDocument } from '../../../../src/contract/content/dialog.ts';
import { compileDialogs, type DialogContent } from '../../../../src/dialog/content.ts';
import { isRemovable, withoutStep, withQuestion, type Question } from '../../../../src/ui/admin/dialogs/question.ts';
import { Chat, DOCUMENTS, FIGURES, INTENTS, LAMP, orderNumber, templatesOf, textOf } from '../../../dialog/support.ts';

const RETURNS = DOCUMENTS.find(({ id }) => id === 'returns')!;
const COLOUR: Question = {
  label: '颜色', texts: ['想换成什么颜色？', '您要哪种颜色？', '换哪个颜色好呢？'], again: ['没看明白，要什么颜色？', '请说一下颜色。', '颜色是什么？'], choices: ['黑色', '白色'], optional: false, before: 'check',
};

/** What people would save, compiled as a release is. */
function released(document: DialogDocument): DialogContent {
  const saved = dialogDocumentSchema.parse(JSON.parse(JSON.stringify(document)));
  return compileDialogs(DOCUMENTS.map((other) => (other.id === saved.id ? saved : other)), FIGURES, INTENTS);
}

/** A customer who wants to send something back, until the question is asked. */
function asked(content: DialogContent): Chat {
  const chat = new Chat({}, content);
  chat.says('怎么退货', { intent: 'return_request' });
  chat.says('质量问题', { intent: 'affirm' });
  chat.says('202611010001', { entities: [orderNumber('202611010001')] });
  chat.shopAnswers({ outcome: 'found', order: { ...LAMP, state: 'delivered', deliveredAt: '2026-11-10T02:00:00Z' } });
  return chat;
}

describe('a question that is added to a form', () => {
  const document = withQuestion(RETURNS, 'return_goods', COLOUR);

  it('is asked before its step, with its buttons, and the answer is recorded', () => {
    const chat = asked(released(document));
    expect(COLOUR.texts).toContain(textOf(chat.decisions.at(-1)!).split('\n').at(-1));
    expect(chat.decisions.at(-1)!.replies.at(-1)!.options?.map(({ label }) => label)).toEqual(expect.arrayContaining(['黑色', '白色']));
    expect(templatesOf(chat.says('白色', { intent: 'out_of_scope' }))).toEqual(['returns.check']);
    const { record } = document.forms['return_goods']!.steps;
    expect(record).toMatchObject({ details: ['order_number', 'return_reason', 'flaw', 'goods', 'returns_question_1'] });
  });

  it('is asked again where the answer was none, and may be left open where it is said so', () => {
    expect(templatesOf(asked(released(document)).says('哈哈', { intent: 'out_of_scope' })).join()).toContain('returns.again_question_1');
    const open = asked(released(withQuestion(RETURNS, 'return_goods', { ...COLOUR, choices: [], optional: true })));
    expect(templatesOf(open.says('随便，蓝的也行', { intent: 'out_of_scope' }))).toEqual(['returns.check']);
  });

  it('can stand at the beginning, and several can stand in one form', () => {
    const about = (label: string): Question => ({ ...COLOUR, label, texts: COLOUR.texts.map((text) => text + label), again: COLOUR.again.map((text) => text + label) });
    const first = withQuestion(document, 'return_goods', { ...about('尺码'), before: 'reason' });
    const twice = withQuestion(first, 'return_goods', { ...about('盒子'), before: 'record' });
    expect(() => released(twice)).not.toThrow();
    expect([twice.forms['return_goods']!.start, Object.keys(twice.forms['return_goods']!.steps).filter((name) => name.startsWith('question'))]).toEqual(['question_2', ['question_2', 'question_1', 'question_3']]);
  });

  it('leaves the form as it was when it is taken out again', () => {
    const form = document.forms['return_goods']!;
    const { record: _record, ...steps } = withoutStep(form, 'question_1').steps;
    const { record: _before, ...before } = RETURNS.forms['return_goods']!.steps;
    expect(steps).toEqual(before);
  });
});

describe('a step that is taken out', () => {
  it('is one that leads to one other, of every form that there is, and what is left can be released', () => {
    for (const document of DOCUMENTS) {
      for (const [name, form] of Object.entries(document.forms)) {
        expect(Object.entries(form.steps).filter(([, { type }]) => !['ask', 'say', 'confirm'].includes(type)).map(([at]) => isRemovable(form, at))).not.toContain(true);
        const [removable] = Object.keys(form.steps).filter((at) => form.steps[at]!.type === 'say' && isRemovable(form, at));
        if (removable !== undefined) expect(() => released({ ...document, forms: { ...document.forms, [name]: withoutStep(form, removable) } })).not.toThrow();
      }
    }
  });
});
