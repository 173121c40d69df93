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
  'message.forbidden': { status: 422, zh: '这条回复里有服务忌语，请改过再发。', en: 'The reply has words that are not sent to customers; please change it.' },
  'message.reason_needed': { status: 422, zh: '这条回复里有不合适的说法，请改过再发，或说明原因。', en: 'The reply has words that need a reason; please change it or say why.' },
  'message.client_id_reused': { status: 409, zh: '这条消息的编号已经用过。', en: 'This client id belongs to another message.' },
  'message.stale': { status: 409, zh: '同事刚刚回复了客户，请看过再发。', en: 'A colleague has answered meanwhile; read that before you send.' },
  'message.not_found': { status: 404, zh: '没有找到这条消息。', en: 'No such message.' },
  'message.not_yours': { status: 403, zh: '只能撤回自己发的消息。', en: 'Only whoever wrote a message can take it back.' },
  'message.recall_too_late': { status: 409, zh: '发出超过两分钟，不能撤回了。', en: 'It was sent more than two minutes ago and cannot be taken back.' },
  'file.empty': { status: 400, zh: '这个文件是空的。', en: 'The file is empty.' },
  'file.too_large': { status: 413, zh: '文件超过大小上限，请压缩后再发。', en: 'The file is larger than allowed.' },
  'file.too_many': { status: 409, zh: '这次会话里的文件已经很多了，请换一种方式发送。', en: 'This conversation holds as many files as it can.' },
  'file.type': { status: 415, zh: '暂时不支持这种文件，请发送图片、PDF、文档、表格或文本。', en: 'Files of this kind are not accepted.' },
  'file.needs_person': { status: 409, zh: '图片和文件要由人工客服查看，请先转人工再发。', en: 'Pictures and files are looked at by a person; ask for one first.' },
  'file.not_found': { status: 404, zh: '没有找到这个文件。', en: 'No such file.' },
  'tag.not_found': { status: 404, zh: '没有这个标签，它可能已被删除。', en: 'No such tag; it may have been removed.' },
  'tag.name_taken': { status: 409, zh: '已经有同名的标签。', en: 'Another tag has this name.' },
  'tag.too_many': { status: 409, zh: '标签太多了，请先删除用不到的。', en: 'There are too many tags; remove some first.' },
  'canned.not_found': { status: 404, zh: '没有这条快捷回复，它可能已被删除。', en: 'No such canned reply; it may have been removed.' },
  'canned.conflict': { status: 409, zh: '别人刚刚改过这条快捷回复，请看过新的内容再改。', en: 'Somebody has just changed this canned reply; look at it again before you change it.' },
  'canned.forbidden': { status: 422, zh: '这条快捷回复里有不能对客户说的话，请换一种说法再保存。', en: 'The canned reply has words that are not sent to customers; change them before you save it.' },
  'canned.too_many': { status: 409, zh: '快捷回复太多了，请先删除用不到的。', en: 'There are too many canned replies; remove some first.' },
  'conversation.not_found': { status: 404, zh: '没有找到这个会话，请重新打开聊天。', en: 'No such conversation.' },
  'conversation.closed': { status: 409, zh: '这次会话已经结束，请重新打开聊天。', en: 'The conversation is closed.' },
  'conversation.taken': { status: 409, zh: '这个会话已由同事接待。', en: 'A colleague has already taken this conversation.' },
  'conversation.not_queued': { status: 409, zh: '这个会话不在排队中。', en: 'The conversation is not waiting.' },
  'conversation.not_yours': { status: 403, zh: '这个会话由其他同事接待。', en: 'Another agent serves this conversation.' },
  'conversation.busy': { status: 503, zh: '现在咨询的人比较多，请稍后再发。', en: 'Too many messages are waiting; please try again.' },
  'ticket.not_found': { status: 404, zh: '没有找到这条处理记录。', en: 'No such ticket.' },
  'ticket.conflict': { status: 409, zh: '这条记录刚刚有变动，请看过新的内容再提交。', en: 'The ticket has just been changed; look at it again before you change it.' },
  'ticket.taken': { status: 409, zh: '这条记录已由同事处理。', en: 'A colleague already works on this ticket.' },
  'ticket.not_yours': { status: 403, zh: '这条记录由其他技能组处理，您可以查看，不能修改。', en: 'Another team works on this ticket; you may read it, not change it.' },
  'ticket.over': { status: 409, zh: '这条记录已经结束，需要时可以重新打开。', en: 'The ticket is over; reopen it first.' },
  'ticket.not_over': { status: 409, zh: '这条记录还在处理中。', en: 'The ticket is still under way.' },
  'ticket.merged': { status: 409, zh: '这条记录已合并到另一条，请到那里处理。', en: 'The ticket was merged into another one.' },
  'ticket.needs_approval': { status: 409, zh: '处理方案要先经主管批准，才能完成。', en: 'A supervisor has to approve the proposal first.' },
  'ticket.nothing_to_decide': { status: 409, zh: '现在没有等您决定的内容。', en: 'Nothing waits for a decision.' },
  'ticket.report_not_needed': { status: 409, zh: '只有超时未解决的升级投诉才需要事故报告。', en: 'Only an escalated complaint that was not solved in time needs an incident report.' },
  'ticket.other_customer': { status: 409, zh: '只能合并同一位客户的记录。', en: 'Only tickets of the same customer can be merged.' },
  'ticket.no_contact': { status: 404, zh: '这条记录没有留联系方式。', en: 'The ticket has no contact.' },
  'ticket.person_unknown': { status: 409, zh: '没有这位同事，或账号已停用。', en: 'No such person, or the account is disabled.' },
  'conversation.not_served': { status: 409, zh: '这个会话现在没有人工接待。', en: 'No person serves this conversation now.' },
  'conversation.not_offered': { status: 409, zh: '这个会话没有分给您，或者已经过时。', en: 'This conversation is not offered to you, or not any more.' },
  'conversation.crowded': { status: 409, zh: '参与这个会话的同事已经够多了。', en: 'Enough colleagues take part in this conversation.' },
  'colleague.not_there': { status: 409, zh: '这位同事现在不在线，请换一位或转给技能组。', en: 'This colleague is not at the desk; choose another one or a team.' },
  'colleague.self': { status: 400, zh: '这个会话已经在您这里了。', en: 'You have this conversation yourself.' },
  'rating.too_early': { status: 409, zh: '您还没有向我们提问，聊过之后再评价吧。', en: 'The customer has not written anything yet.' },
  'rating.final': { status: 409, zh: '您的评价我们已经收好，现在不能再修改了。', en: 'The rating cannot be changed any more.' },
  'session.required': { status: 401, zh: '请先登录。', en: 'Please sign in.' },
  'session.wrong': { status: 401, zh: '登录名或密码不正确。', en: 'Wrong sign-in name or password.' },
  'session.code_required': { status: 401, zh: '请输入验证器上的 6 位验证码。', en: 'Please enter the 6-digit code of your authenticator.' },
  'session.code_wrong': { status: 401, zh: '验证码不正确或已经用过，请等下一个验证码再试。', en: 'The code is wrong or was used already; please wait for the next one.' },
  'session.locked': { status: 429, zh: '验证码输错次数太多，请稍后再试。', en: 'Too many wrong codes; please try again later.' },
  'session.forbidden': { status: 403, zh: '您没有权限进行此操作。', en: 'You may not do this.' },
  'key.invalid': { status: 401, zh: '密钥无效，可能已过期或已停用。', en: 'The key is not valid; it may have run out or been revoked.' },
  'key.forbidden': { status: 403, zh: '这个密钥没有此项权限。', en: 'The key does not have this scope.' },
  'key.not_found': { status: 404, zh: '没有这个密钥，或者已经停用。', en: 'No such key, or it was revoked already.' },
  'key.too_many': { status: 409, zh: '密钥太多了，请先停用用不到的。', en: 'There are too many keys; revoke some first.' },
  'review.not_found': { status: 404, zh: '没有找到这条质检记录。', en: 'No such review.' },
  'review.conflict': { status: 409, zh: '这条质检记录刚刚有变动，请看过新的内容再提交。', en: 'The review has just been changed; look at it again first.' },
  'review.not_served': { status: 409, zh: '只能质检已经结束、由人工接待过的会话。', en: 'Only conversations that a person served and that have ended can be scored.' },
  'review.own': { status: 403, zh: '自己接待的会话要由另一位主管评分。', en: 'Another supervisor has to score your own conversation.' },
  'review.empty': { status: 400, zh: '请至少给一项评分。', en: 'Grade at least one criterion.' },
  'review.reply_missing': { status: 400, zh: '客服提出了申诉，请写下您的答复。', en: 'The agent has appealed; write what you say to that.' },
  'review.settled': { status: 409, zh: '这条质检记录已经定下来了，不能再改。', en: 'The review is settled and cannot be changed.' },
  'review.not_scored': { status: 409, zh: '这条质检记录已经答复过了。', en: 'The score has been answered already.' },
  'link.invalid': { status: 410, zh: '链接已失效，请让管理员重新生成。', en: 'The link is no longer valid; ask an admin for a new one.' },
  'user.login_taken': { status: 409, zh: '这个登录名已被使用。', en: 'This sign-in name is taken.' },
  'user.worker_number_taken': { status: 409, zh: '这个工号已被使用。', en: 'This worker number is taken.' },
  'account.not_found': { status: 404, zh: '没有这个账号。', en: 'No such account.' },
  'account.disabled': { status: 409, zh: '这个账号已停用，请先启用。', en: 'The account is disabled; enable it first.' },
  'account.last_admin': { status: 409, zh: '这是最后一位管理员，请先让另一位同事成为管理员。', en: 'This is the last admin; make somebody else an admin first.' },
  'account.password_wrong': { status: 403, zh: '当前密码不正确。', en: 'The current password is wrong.' },
  'account.totp_missing': { status: 409, zh: '还没有开始设置两步验证，请重新打开设置。', en: 'Two-step sign-in has not been begun; please begin again.' },
  'team.not_found': { status: 404, zh: '没有这个技能组。', en: 'No such team.' },
  'team.name_taken': { status: 409, zh: '已经有同名的技能组。', en: 'Another team has this name.' },
  'team.needed': { status: 409, zh: '机器人会把客户转给这个技能组，不能删除。', en: 'The bot hands over to this team; it cannot be removed.' },
  'setting.conflict': { status: 409, zh: '别人刚刚改过这项设置，请看过新的内容再改。', en: 'Somebody has just changed this setting; look at it again before you change it.' },
  'text.too_long': { status: 400, zh: '文本超过长度上限。', en: 'The text is longer than the limit.' },
  'content.invalid': { status: 422, zh: '内容文件有错误。', en: 'A content file is wrong.' },
  'content.not_found': { status: 404, zh: '没有这份内容，它可能已被删除。', en: 'No such document; it may have been removed.' },
  'content.name_taken': { status: 409, zh: '这个名称已经指另一样东西。', en: 'This name already stands for something else.' },
  'content.read_only': { status: 409, zh: '这个节点不编辑内容，请在负责编辑的节点上修改。', en: 'This node does not edit the content; change it on the one that does.' },
  'content.conflict': { status: 409, zh: '别人已经改过这份内容。', en: 'Somebody else has changed this document.' },
  'job.running': { status: 409, zh: '同样的工作正在进行，请等它完成或先取消。', en: 'Such a job is running already; wait for it or cancel it first.' },
  'job.not_found': { status: 404, zh: '没有这项工作，记录可能已经清理。', en: 'No such job; it may be too old to be kept.' },
  'job.over': { status: 409, zh: '这项工作已经结束。', en: 'The job is over.' },
  'job.cancelled': { status: 409, zh: '这项工作已取消。', en: 'The job was cancelled.' },
  'job.interrupted': { status: 500, zh: '进行到一半时程序退出了，没有留下改动，请重新开始。', en: 'The program ended before the job did; nothing was changed. Please start it again.' },
  'import.unknown_format': { status: 415, zh: '认不出这个文件的格式。可以导入 CSV、XLSX、JSON、Rasa、Botpress 和 Dialogflow 的文件。', en: 'The format of this file is not known. CSV, XLSX, JSON and files of Rasa, Botpress and Dialogflow can be imported.' },
  'import.damaged': { status: 422, zh: '文件已损坏或格式不对，什么都没有导入。', en: 'The file is damaged or badly formed; nothing was imported.' },
  'import.too_large': { status: 413, zh: '文件里的内容超过上限，什么都没有导入。请拆成几个文件。', en: 'The file holds more than can be imported; nothing was imported. Split it into several files.' },
  'import.archive_unsafe': { status: 422, zh: '这个压缩文件里有不安全的内容，已拒绝。', en: 'This archive holds something unsafe; it was refused.' },
  'import.empty': { status: 422, zh: '文件里没有可以导入的句子。', en: 'The file holds no sentence that can be imported.' },
  'import.column_missing': { status: 422, zh: '请指出哪一列是句子，哪一列是意图。', en: 'Say which column holds the sentences and which one the intents.' },
  'import.speaker_missing': { status: 422, zh: '请指出说话人一列里哪些是客户。', en: 'Say which speakers are customers.' },
  'import.choice_missing': { status: 409, zh: '文件里有还不存在的意图，请先决定新建、归入已有的意图还是跳过。', en: 'The file names intents that do not exist; decide whether to create them, to put them into existing ones, or to leave them out.' },
  'import.gone': { status: 404, zh: '这次导入已经过期，请重新上传文件。', en: 'This import is no longer kept; upload the file again.' },
  'backup.damaged': { status: 422, zh: '备份文件已损坏或不完整，什么都没有恢复。', en: 'The backup is damaged or incomplete; nothing was restored.' },
  'backup.newer': { status: 422, zh: '备份来自更新的版本，请先升级程序。', en: 'The backup was made by a newer version; upgrade the program first.' },
  'backup.not_empty': { status: 409, zh: '目标里已经有数据。确定要替换请加 --force。', en: 'There is data already; add --force to replace it.' },
  'release.none': { status: 409, zh: '还没有发布任何版本。', en: 'No release has been published.' },
  'release.not_found': { status: 404, zh: '没有这个版本。', en: 'No such release.' },
  'release.damaged': { status: 500, zh: '版本数据已损坏，校验不通过。', en: 'The release is damaged: its hash does not match.' },
  'sentence.not_found': { status: 404, zh: '没有找到这句话，它可能已经处理过了。', en: 'No such sentence; it may have been decided already.' },
  'sentence.taken': { status: 409, zh: '同事正在看这一组，请看下一组。', en: 'A colleague is looking at this group; go on with the next one.' },
  'sentence.decided': { status: 409, zh: '这几句刚刚已经有人处理过了。', en: 'Somebody has just decided about these sentences.' },
  'sentence.not_yours': { status: 403, zh: '只能撤销自己的决定。', en: 'Only whoever made a decision can take it back.' },
  'sentence.applied': { status: 409, zh: '已经放入草稿，不能撤销了。需要时请在意图里修改。', en: 'It is in the draft already; change it in its intent.' },
  'sentence.intent_taken': { status: 409, zh: '已经有这个编号的意图。', en: 'Another intent has this id.' },
  'evaluation.invalid': { status: 400, zh: '评测文件的格式不对。', en: 'The evaluation file does not have the required form.' },
  'outbound.timeout': { status: 504, zh: '对方系统没有及时回应。', en: 'The other system did not answer in time.' },
  'outbound.failed': { status: 502, zh: '对方系统暂时不可用。', en: 'The other system is not available.' },
  'storage.in_use': { status: 500, zh: '数据目录正被另一个解答进程使用。', en: 'Another process of Jieda uses this data folder.' },
  'storage.unavailable': { status: 503, zh: '服务暂时不可用，请稍等一会儿，我们正在恢复。', en: 'The service is not available for a moment; please wait.' },
  'storage.full': { status: 503, zh: '存储空间快用完了，请管理员清理磁盘。', en: 'The disk is almost full; an operator has to make room.' },
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
