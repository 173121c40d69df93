import { describe, expect, it } from '@jest/globals';
import { linesToContent } from '../../../../src/ui/admin/lexicons/pasting.ts';
import { wordsIn } from '../../../../src/ui/admin/lexicons/problem.ts';

describe('pasted lines', () => {
  it('of synonyms join the group that has their first word, or make a new one', () => {
    const clusters = [['快递', '包裹']];
    expect(linesToContent('synonyms', clusters, '快递 邮包\n发票、票据\n快递 包裹\n单独')).toEqual({ content: [['快递', '包裹', '邮包'], ['发票', '票据']], added: 2, known: 1, wrong: ['单独'] });
    expect(clusters).toEqual([['快递', '包裹']]);
  });

  it('of words may have a tag; one that is there is left alone', () => {
    expect(linesToContent('words', [{ word: '工单' }], '工单 n\n云相册 n\n短').content).toEqual([{ word: '云相册', tag: 'n' }, { word: '工单' }]);
  });

  it('of feelings need a feeling and a strength of 0 to 5', () => {
    const emotion = { angry: {}, upset: {}, patterns: [], notAtUs: [] };
    const { content, wrong } = linesToContent('emotion', emotion, '坑人 生气 4\n闹心 upset\n什么 开心\n过头 生气 9\n__proto__ 生气 1');
    expect([content, wrong]).toEqual([{ ...emotion, angry: { 坑人: 4 }, upset: { 闹心: 3 } }, ['什么 开心', '过头 生气 9', '__proto__ 生气 1']]);
  });

  it('of names have a type, a normal form and names', () => {
    const { content, added, known, wrong } = linesToContent('gazetteer', { product: { 台灯: ['灯'] } }, 'product、台灯、学习灯\nproduct、台灯、灯\ncolour、藏青\nConstructor、x\nconstructor、x');
    expect(content).toEqual({ product: { 台灯: ['灯', '学习灯'] }, colour: { 藏青: [] } });
    expect([added, known, wrong]).toEqual([2, 1, ['Constructor、x', 'constructor、x']]);
  });
});

it('words of a line are separated by spaces, or by marks where there are any', () => {
  expect(wordsIn(' 快递  包裹 快递 ')).toEqual(['快递', '包裹']);
  expect(wordsIn('where is, how long、多久')).toEqual(['where is', 'how long', '多久']);
});
