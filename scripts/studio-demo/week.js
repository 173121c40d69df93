import { readFileSync } from 'node:fs';
import { during } from '../desk-demo/days.js';
import { Visitor } from '../desk-demo/doors.js';

const TESTSET = new URL('../../data/testset.tsv', import.meta.url);

/** What is asked about in this shop, the most frequent first. */
const ASKED = ['shipping_status', 'delivery_delay', 'refund_status', 'return_request', 'invoice', 'upload_failure', 'login_failure', 'warranty', 'promotion', 'plan_inquiry', 'order_cancel', 'bill_inquiry'];

/** What nobody has written an answer for yet, each in the words of several customers. */
const UNANSWERED = [
  ['能帮我包成礼盒吗', '送人的，可以礼品包装吗', '有没有礼盒包装', '礼品包装要加钱吗', '帮我包装一下，送朋友的', '可以包成礼物的样子吗', '买来送人能包装好看点吗'],
  ['旧手机能折价换新吗', '以旧换新怎么弄', '你们有以旧换新吗', '旧洗衣机能抵多少钱', '家里旧的能拿来换新的不'],
  ['支持花呗分期吗', '能不能分期付款', '可以分六期免息吗', '分期要手续费吗'],
];

/** Instants of a day at which customers come, on the clock of the desk. */
const HOURS = ['09', '11', '15', '20'];
const COMING = 9;

/** A week in which customers ask the bot, some of them for a person; what it did not understand waits in the review queue. */
export async function playWeek(days, shop) {
  const lines = readFileSync(TESTSET, 'utf8').trim().split('\n').map((line) => line.split('\t'));
  const askedAs = new Map(ASKED.map((intent) => [intent, lines.filter(([, named]) => named === intent).map(([text]) => text)]));
  const outside = UNANSWERED.flat();
  let turn = 0;
  /** Another one each time, the upper ones of a list more often than the lower ones; the same in every run. */
  const next = (list) => list[Math.floor((((turn += 1) * 0.618) % 1) ** 1.6 * list.length)];
  for (const [number, day] of days.entries()) {
    for (const hour of HOURS.slice(number % 3)) {
      await during({ ...shop, clock: `${day}T${hour}:${10 + number * 6}:00+08:00` }, async ({ address }) => {
        for (let index = 0; index < COMING; index += 1) {
          const visitor = await new Visitor(address).open();
          const unanswered = index % 3 === 1;
          await visitor.say(unanswered ? next(outside) : next(askedAs.get(next(ASKED))));
          // In the evening nobody is there at weekends.
          if (index % 5 === 4 && hour !== '20') await handOver(visitor, shop.people.wang);
          else await visitor.say(unanswered ? '没听懂我的意思吧，算了，再见' : '知道了，没有别的了，再见');
          if (index % 3 === 0) await visitor.rate({ score: unanswered ? 2 : 5 - (index % 2) });
        }
      });
    }
  }
}

async function handOver(visitor, person) {
  await visitor.say('转人工');
  await person.accept(visitor.id);
  await person.say(visitor.id, '您好，我是王磊，已经看到您的问题，马上为您处理。');
  await visitor.say('好的');
  await person.close(visitor.id);
}
