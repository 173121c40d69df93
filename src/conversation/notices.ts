import type { CloseReason } from '../contract/message.ts';

/** Lines about the conversation itself, as the customer reads them. Everything else that the bot says stands in `dialogs/`. */
export const NOTICES = {
  queued: () => '已为您转接人工客服，正在排队。',
  leftQueue: () => '已取消排队，由解答机器人继续为您服务。',
  accepted: (name: string, workerNumber: string) => `客服${name}（工号 ${workerNumber}）已接入，为您服务。`,
  givenBack: () => '人工服务已结束，由解答机器人继续为您服务。',
  /** While a person serves: the customer has not answered for a while. */
  stillThere: () => '您还在吗？方便的时候回复一下，我们接着为您处理。',
  closed: (reason: CloseReason) => CLOSED[reason] ?? '本次会话已结束，感谢您的咨询。',
} as const;

const CLOSED: Partial<Record<CloseReason, string>> = {
  silent_from_start: '本次会话已结束，需要时随时再来。',
  silent: '本次会话已结束，需要时随时再来。',
  harassment: '本次会话已结束。',
};
