import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH } from '../process.js';

const OPENINGS = ['', '你好，', '请问', '亲，', '麻烦问下，', '在吗，', '客服，', '那个，', '哈喽，', '不好意思，'];
const COLOURS = ['黑色', '白色', '灰色', '藏青', '米色', '酒红', '墨绿', '卡其'];
const THINGS = ['外套', '卫衣', '跑鞋', '双肩包', '电饭煲', '耳机', '台灯', '保温杯', '床单', '键盘', '羽绒服', '凉鞋', '手机壳', '行李箱', '面膜', '洗衣液', '毛衣', '充电宝', '牛仔裤', '雨伞'];
/** A line of an agent after so many of customers. */
const AGENT_AFTER = 4;

/** So many different sentences as customers write them: our own examples, each about something else. The same number gives the same sentences. */
export function sentences(count) {
  const folder = join(PROJECT_PATH, 'intents');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json')).sort();
  const examples = files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).examples.map(({ text }) => text));
  return Array.from({ length: count }, (_, number) => {
    const round = Math.floor(number / examples.length);
    // Strides without a common factor with the lengths, so that neighbours differ in everything.
    const example = examples[(number * 7_919) % examples.length];
    const opening = OPENINGS[(number * 3 + round) % OPENINGS.length];
    if (round === 0) return opening + example;
    const thing = COLOURS[(number + round) % COLOURS.length] + THINGS[(number * 7 + round * 3) % THINGS.length];
    return number % 2 === 0 ? `${opening}买的${thing}，${example}` : `${opening}${example}，${thing}`;
  });
}

/** Rows of a chat log in which customers say these sentences: when, who, what. */
export function logRows(texts) {
  const rows = [['时间', '发送人', '内容']];
  for (const [index, text] of texts.entries()) {
    const time = new Date(Date.UTC(2025, 0, 1) + index * 20_000).toISOString();
    rows.push([time, '客户', text]);
    if (index % AGENT_AFTER === AGENT_AFTER - 1) rows.push([time, '客服', '您好，正在为您查询，请稍等。']);
  }
  return rows;
}

export function csvOf(rows) {
  return Buffer.from(rows.map((cells) => cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n'), 'utf8');
}
