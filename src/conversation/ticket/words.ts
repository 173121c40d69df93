import { COMPLAINT_KINDS, type TicketKind } from '../../contract/ticket.ts';

/** What we tell a customer about a complaint that is not done yet: what is new, or honestly that nothing is. */
export function feedbackText({ number, progress, isOverdue }: { number: string; progress: string | null; isOverdue: boolean }): string {
  const late = isOverdue ? '处理的时间比说好的长了，实在抱歉。' : '';
  if (progress !== null) return `您好，您的投诉 ${number} 有新的进展：${endSentence(progress)}处理还在继续，${late === '' ? '谢谢您的耐心。' : late}`;
  return `您好，您的投诉 ${number} 还在处理中，暂时没有新的进展。${late === '' ? '让您久等了。' : late}在处理完之前，我们每天都会跟您说一声。`;
}

/** What a person of the desk wants the customer to know meanwhile. */
export function progressText({ number, kind }: { number: string; kind: TicketKind }, progress: string): string {
  return `您好，您的${nameOf(kind)} ${number} 有新的进展：${endSentence(progress)}`;
}

/** What came of it. */
export function resultText({ number, kind }: { number: string; kind: TicketKind }, result: string): string {
  return `您好，您的${nameOf(kind)} ${number} 有结果了：${endSentence(result)}要是还有问题，直接告诉我们这个编号就行。`;
}

function nameOf(kind: TicketKind): string {
  if (COMPLAINT_KINDS.includes(kind)) return '投诉';
  return kind === 'suggestion' ? '建议' : '处理记录';
}

function endSentence(text: string): string {
  return /[。！？!?.…]$/.test(text) ? text : `${text}。`;
}
