/** Intents and their examples. */
export const intents = {
  emotion: { calm: '平静', upset: '不满', angry: '生气' },
  domain: { common: '通用', shop: '商城', account: '账号', drive: '网盘', telecom: '通信', outside: '范围外' },
  intents: {
    title: '意图',
    text: '客户会问什么，他们会怎么说。改动在训练并发布之后才对客户生效。',
    search: '查找意图',
    shown: '{n} 个意图',
    name: '意图',
    domain: '领域',
    examples: '例句',
    feelings: '情绪',
    rules: '规则',
  },
};
