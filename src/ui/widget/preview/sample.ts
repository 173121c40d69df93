import type { Message } from '../../../contract/message.ts';
import { LinkError, type Link, type Listener } from '../link.ts';
import type { Language } from '../words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Line = Pick<Message, 'from' | 'text'> & Partial<Pick<Message, 'options' | 'card'>>;

const TEXTS = {
  zh: {
    hello: '您好，请问有什么可以帮您？',
    ask: '我的订单到哪了？',
    found: '查到了，您的订单正在路上，预计明天送达。',
    goods: '陶瓷马克杯',
    steps: ['已到达本市，明天派送', '已从仓库发出'],
    thank: '好的，谢谢',
    bye: '不客气，还有问题随时问我。',
    options: ['修改地址', '怎么退货'],
    answer: '这里是预览，消息不会真的发出。',
  },
  en: {
    hello: 'Hello, how can I help?',
    ask: 'Where is my order?',
    found: 'Found it: your order is on its way and should arrive tomorrow.',
    goods: 'Ceramic mug',
    steps: ['Arrived in your city', 'Left the warehouse'],
    thank: 'Thank you',
    bye: 'You are welcome. Ask me whenever you like.',
    options: ['Change the address', 'How to return'],
    answer: 'This is a preview; nothing is sent.',
  },
};

/** A link to nobody: a conversation as it might be, and an answer to whatever is written into it. Nothing leaves the page. */
export function sampleLink(language: Language): Link {
  const texts = TEXTS[language];
  const messages: Message[] = [];
  let listener: Listener | undefined;
  const say = (line: Line, ago_ms = 0, clientId?: string): Message => {
    const message: Message = { seq: messages.length + 1, kind: 'text', at: new Date(Date.now() - ago_ms).toISOString(), ...(clientId && { clientId }), ...line };
    messages.push(message);
    return message;
  };
  for (const [index, line] of sampleOf(texts).entries()) say(line, (5 - index) * MINUTE_MS);
  return {
    open: () => Promise.resolve({ conversationId: 'sample', token: 'sample' }),
    connect(_key, connected) {
      listener = connected;
      queueMicrotask(() => connected.up());
    },
    request<Answer>(event: string, payload: object): Promise<Answer> {
      const { after = 0, clientId, text = texts.answer } = payload as { after?: number; clientId?: string; text?: string };
      if (event === 'resume') return Promise.resolve({ messages: messages.slice(after), status: { state: 'bot' } } as Answer);
      if (clientId === undefined) return Promise.reject(new LinkError('link.down'));
      const said = say({ from: 'customer', text }, 0, clientId);
      listener?.messages([said, say({ from: 'bot', text: texts.answer })]);
      return Promise.resolve({ seq: said.seq } as Answer);
    },
    tell: () => undefined,
    upload: () => Promise.reject(new LinkError('link.down')),
    download: () => Promise.reject(new LinkError('link.down')),
    close: () => undefined,
  };
}

function sampleOf({ hello, ask, found, goods, steps, thank, bye, options }: (typeof TEXTS)['zh']): Line[] {
  const now_ms = Date.now();
  const at = (ago_ms: number): string => new Date(now_ms - ago_ms).toISOString();
  const tracking = steps.map((text, index) => ({ at: at((2 + index * 20) * HOUR_MS), text }));
  return [
    { from: 'bot', text: hello },
    { from: 'customer', text: ask },
    { from: 'bot', text: found, card: { type: 'order', number: '202611020017', goods: [goods], state: 'shipped', expectedAt: at(-24 * HOUR_MS), tracking } },
    { from: 'customer', text: thank },
    { from: 'bot', text: bye, options: options.map((text) => ({ label: text, text })) },
  ];
}
