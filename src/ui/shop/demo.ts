/** What the demo panel offers to try; the orders are those of the demo data. */
export const ORDERS: readonly { number: string; goods: string; state: string }[] = [
  { number: '202611010001', goods: '护眼台灯', state: '运输中，预计明天到' },
  { number: '202611010002', goods: '纯棉衬衫、运动袜', state: '2 天前签收' },
  { number: '202611010003', goods: '滚筒洗衣机', state: '90 天前签收' },
  { number: '202611010004', goods: '手机壳', state: '刚付款，还没发货' },
  { number: '202611010005', goods: '跑步鞋', state: '停在武汉 4 天，已经晚了' },
  { number: '202611010006', goods: '电饭煲', state: '已退回，正在退款' },
  { number: '202611010007', goods: '保温杯', state: '显示昨天签收' },
];

export const QUESTIONS: readonly string[] = [
  '我的快递到哪了？',
  '衬衫尺码不合适，可以退吗？',
  '密码是对的，就是登录不上',
  '文件最大能上传多大？',
  '都等了一个星期了，你们到底发不发货！',
  '我要投诉你们的服务态度',
  '我想找人工客服',
];
