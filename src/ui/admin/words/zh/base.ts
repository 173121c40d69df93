/** Frame and what every page needs. */
export const base = {
  studio: {
    name: '解答工作室',
    nav: '主导航',
    skip: '跳到内容',
    loading: '正在加载…',
    retry: '重试',
    toDesk: '去客服台',
    signOut: '退出登录',
    language: '切换到英文',
    save: '保存',
    saved: '已保存',
    cancel: '取消',
    remove: '删除',
    close: '关闭',
    readOnly: '这个节点只能查看。请在负责编辑的节点上修改。',
  },
  theme: { auto: '外观跟随系统', light: '浅色外观', dark: '深色外观' },
  place: { intents: '意图' },
  problem: { unknown: '出了点问题，请稍后再试。', offline: '没有连上服务器，请检查网络后重试。' },
  nowhere: { title: '没有这个页面', text: '它可能已被移动或删除。', action: '回到首页' },
  notForYou: { title: '这里由管理员使用', text: '您的账号没有管理员权限。需要时请让管理员为您开通。' },
};
