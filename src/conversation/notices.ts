import type { CloseReason } from '../contract/message.ts';

/** Lines about the conversation itself, as the customer reads them. Everything else that the bot says stands in `dialogs/`. */
export const NOTICES = {
  queued: () => '已为您转接人工客服，正在排队。',
  leftQueue: () => '已取消排队，由解答机器人继续为您服务。',
  accepted: (name: string, workerNumber: string) => `客服${name}（工号 ${workerNumber}）已接入，为您服务。`,
  givenBack: () => '人工服务已结束，由解答机器人继续为您服务。',
  transferred: () => '正在为您转接同事，请稍等。',
  forsaken: () => '刚才的同事暂时不能回复，正在为您转接其他同事，请稍等。',
  joined: (name: string, workerNumber: string) => `客服${name}（工号 ${workerNumber}）也加入了会话，一起为您服务。`,
  left: (name: string, workerNumber: string) => `客服${name}（工号 ${workerNumber}）已离开会话。`,
  recalled: () => '客服撤回了一条消息。',
  /** While a person serves: the customer has not answered for a while. */
  stillThere: () => '您还在吗？方便的时候回复一下，我们接着为您处理。',
  closed: (reason: CloseReason) => CLOSED[reason] ?? '本次会话已结束，感谢您的咨询。',
} as const;

/** Lines of the history that only the desk reads. */
export const DESK_NOTICES = {
  recalled: () => '撤回了一条备注',
  transferredTo: (from: string, to: string) => `${from}转给${to}`,
  declined: (who: string) => `${who}没有接`,
  missed: (who: string) => `${who}没有及时接`,
  gone: (who: string) => `${who}离线超过 3 分钟，客户回到排队中`,
  takenOver: (who: string, from: string) => `${who}从${from}接手`,
  invited: (who: string, guest: string) => `${who}邀请了${guest}`,
} as const;

const CLOSED: Partial<Record<CloseReason, string>> = {
  silent_from_start: '本次会话已结束，需要时随时再来。',
  silent: '本次会话已结束，需要时随时再来。',
  harassment: '本次会话已结束。',
};
