/** Long work: what it is, how far it is. Stages are named by the work; one without words here counts as `working`. */
export const jobs = {
  job: {
    kinds: { train: '训练', evaluate: '评测', compare: '对比', import: '导入', doctor: '体检', cluster: '归类', conversations: '会话测试' },
    stages: {
      beginning: '正在准备',
      working: '正在处理',
      reading: '正在读例句',
      intents: '正在学习意图',
      emotions: '正在学习情绪',
      'cross-validation': '正在交叉验证',
      file: '正在读文件',
      examining: '正在逐行检查',
      sentences: '正在理解句子',
      storing: '正在保存',
      testset: '正在跑测试集',
      conversations: '正在演会话测试',
    },
    startedBy: '由{name}发起',
    leftHours: '大约还要 {hours} 小时 {minutes} 分',
    leftMinutes: '大约还要 {minutes} 分钟',
    leftSeconds: '大约还要 {seconds} 秒',
    cancel: '停止',
    failed: '{kind}没有完成：{reason}',
    cancelled: '{kind}已停止，没有留下改动。',
    cancelledLog: '{kind}已停止。停止之前读入的句子留在“待学习”里。',
  },
};
