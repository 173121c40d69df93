/**
 * Every error that a user can meet, in one table: stable code → HTTP status and words. Codes never change their meaning.
 * Customers read `zh`; agents and admins read the language of their setting.
 */
export const ERRORS = {
  'request.invalid': { status: 400, zh: '请求内容不符合要求。', en: 'The request does not have the required form.' },
  'request.too_large': { status: 413, zh: '内容太大了，请分开发送。', en: 'The request is too large.' },
  'request.not_json': { status: 400, zh: '请求内容不是有效的 JSON。', en: 'The request body is not valid JSON.' },
  'request.foreign_origin': { status: 403, zh: '该网站没有使用权限。', en: 'This site may not use the service.' },
  'request.too_many': { status: 429, zh: '操作太频繁，请稍后再试。', en: 'Too many requests; please try again later.' },
  'request.not_found': { status: 404, zh: '没有找到您要的内容。', en: 'Not found.' },
  'message.empty': { status: 400, zh: '请输入您的问题。', en: 'The message is empty.' },
  'message.too_long': { status: 400, zh: '内容有些长，请分成几条发送。', en: 'The message is too long.' },
  'message.too_fast': { status: 429, zh: '您发得有点快，请稍等几秒再发。', en: 'Too many messages; please wait a few seconds.' },
  'message.client_id_reused': { status: 409, zh: '这条消息的编号已经用过。', en: 'This client id belongs to another message.' },
  'conversation.not_found': { status: 404, zh: '没有找到这个会话，请重新打开聊天。', en: 'No such conversation.' },
  'conversation.closed': { status: 409, zh: '这次会话已经结束，请重新打开聊天。', en: 'The conversation is closed.' },
  'conversation.taken': { status: 409, zh: '这个会话已由同事接待。', en: 'A colleague has already taken this conversation.' },
  'conversation.not_queued': { status: 409, zh: '这个会话不在排队中。', en: 'The conversation is not waiting.' },
  'conversation.not_yours': { status: 403, zh: '这个会话由其他同事接待。', en: 'Another agent serves this conversation.' },
  'conversation.busy': { status: 503, zh: '现在咨询的人比较多，请稍后再发。', en: 'Too many messages are waiting; please try again.' },
  'rating.too_early': { status: 409, zh: '您还没有向我们提问，聊过之后再评价吧。', en: 'The customer has not written anything yet.' },
  'rating.final': { status: 409, zh: '您的评价我们已经收好，现在不能再修改了。', en: 'The rating cannot be changed any more.' },
  'session.required': { status: 401, zh: '请先登录。', en: 'Please sign in.' },
  'session.wrong': { status: 401, zh: '登录名或密码不正确。', en: 'Wrong sign-in name or password.' },
  'session.forbidden': { status: 403, zh: '您没有权限进行此操作。', en: 'You may not do this.' },
  'link.invalid': { status: 410, zh: '链接已失效，请让管理员重新生成。', en: 'The link is no longer valid; ask an admin for a new one.' },
  'user.login_taken': { status: 409, zh: '这个登录名已被使用。', en: 'This sign-in name is taken.' },
  'user.worker_number_taken': { status: 409, zh: '这个工号已被使用。', en: 'This worker number is taken.' },
  'text.too_long': { status: 400, zh: '文本超过长度上限。', en: 'The text is longer than the limit.' },
  'content.invalid': { status: 422, zh: '内容文件有错误。', en: 'A content file is wrong.' },
  'content.conflict': { status: 409, zh: '别人已经改过这份内容。', en: 'Somebody else has changed this document.' },
  'release.none': { status: 409, zh: '还没有发布任何版本。', en: 'No release has been published.' },
  'release.not_found': { status: 404, zh: '没有这个版本。', en: 'No such release.' },
  'release.damaged': { status: 500, zh: '版本数据已损坏，校验不通过。', en: 'The release is damaged: its hash does not match.' },
  'evaluation.invalid': { status: 400, zh: '评测文件的格式不对。', en: 'The evaluation file does not have the required form.' },
  'outbound.timeout': { status: 504, zh: '对方系统没有及时回应。', en: 'The other system did not answer in time.' },
  'outbound.failed': { status: 502, zh: '对方系统暂时不可用。', en: 'The other system is not available.' },
  'storage.in_use': { status: 500, zh: '数据目录正被另一个解答进程使用。', en: 'Another process of Jieda uses this data folder.' },
  'configuration.invalid': { status: 500, zh: '配置有误。', en: 'The configuration is wrong.' },
  'server.not_ready': { status: 503, zh: '服务正在准备，请稍后再试。', en: 'The service is not ready yet.' },
  'server.unexpected': { status: 500, zh: '出了点问题，我们已经记录下来，请稍后再试。', en: 'Something went wrong; it has been logged.' },
} as const satisfies Record<string, { status: number; zh: string; en: string }>;

export type ErrorCode = keyof typeof ERRORS;
export type Language = 'zh' | 'en';

/** An error with a stable code. `details` is shown to the user (never internals); `cause` is only logged. */
export class JiedaError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, details?: Record<string, unknown>, cause?: unknown) {
    super(ERRORS[code].en + (details ? ' ' + JSON.stringify(details) : ''), cause === undefined ? undefined : { cause });
    this.name = 'JiedaError';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  /** The answer's body: `{"error":{"code","message","details"?}}`. */
  present(language: Language = 'zh'): { error: { code: ErrorCode; message: string; details?: Record<string, unknown> } } {
    const message = ERRORS[this.code][language];
    return { error: this.details ? { code: this.code, message, details: this.details } : { code: this.code, message } };
  }
}
