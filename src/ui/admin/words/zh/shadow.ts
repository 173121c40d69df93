/** A release that listens beside the live one. */
export const shadow = {
  shadow: {
    title: '影子运行',
    text: '让这个版本在旁边听真实客户说的话，但不回复。这里只记下它和线上版本理解不同的句子，隐私已遮盖；发布或删除这个版本时自动停止。',
    share: '听多少',
    begin: '开始影子运行',
    begun: '几秒内开始。',
    end: '停止',
    ended: '已停止。',
    running: '正在运行，听 {share}',
    counts: '共听了 {heard} 句，其中 {differed} 句理解不同；太忙时略过 {dropped} 句。',
    none: '还没有听到客户说话。开始之后，理解不同的句子会按意图成对列在这里。',
    pair: '线上“{before}” → 这个版本“{now}”，{n} 句',
    live: '线上',
    conversation: '看会话',
    ask: '交给标注：哪个对？',
    askAll: '这一组都交给标注',
    asked: '已交给标注',
    handedOver: '已把 {n} 句放进待学习。',
  },
};
