import type { Language } from '../../base/errors.ts';
import type { Figures, ReportBy, ReportQuery } from '../../contract/desk/report.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { audit } from '../../storage/audit.ts';
import type { Origin } from '../account/origin.ts';
import { fileOf, type Export, type ExportedFile, type ExportFormat } from '../export/file.ts';
import { reportOn } from './report.ts';

/** The groups of a report as a file; that it was taken out leaves a line in the audit log. */
export async function exportReport(runtime: Runtime, by: { id: string }, query: ReportQuery, format: ExportFormat, language: Language, origin: Origin): Promise<ExportedFile> {
  const { groups } = await reportOn(runtime, query);
  await runtime.storage.transaction((database) =>
    audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'export.made', on: 'report', from: origin.address, details: { ...query, format, lines: groups.length } }),
  );
  const table: Export = {
    name: `report-${query.by}-${query.from}-${query.to}`,
    title: TITLES[query.by],
    columns: [
      { name: query.by, title: KEYS[query.by], width: 14 },
      { name: 'name', title: { zh: '名称', en: 'Name' }, width: 20 },
      ...FIGURES.map(({ name, title, format: shape }) => ({ name, title, width: Math.max(12, title[language].length * (language === 'zh' ? 2 : 1) + 2), ...(shape !== undefined && { format: shape }) })),
    ],
    rows: groups.map(({ key, name, figures }) => [key, name, ...FIGURES.map(({ of }) => of(figures))]),
  };
  return fileOf(table, format, language, runtime.timeZone);
}

const TITLES: Record<ReportBy, Record<Language, string>> = {
  day: { zh: '按天', en: 'By day' },
  intent: { zh: '按意图', en: 'By intent' },
  team: { zh: '按技能组', en: 'By team' },
  agent: { zh: '按客服', en: 'By agent' },
};
const KEYS: Record<ReportBy, Record<Language, string>> = {
  day: { zh: '日期', en: 'Day' },
  intent: { zh: '意图编号', en: 'Intent id' },
  team: { zh: '技能组编号', en: 'Team id' },
  agent: { zh: '客服编号', en: 'Agent id' },
};

const seconds = (duration_ms: number | null): number | null => (duration_ms === null ? null : Math.round(duration_ms / 100) / 10);
const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 10_000) / 10_000);
const SHARE = '0.0%';

type FigureColumn = { name: string; title: Record<Language, string>; format?: string; of: (figures: Figures) => number | null };

/** The columns of the file; shares are from 0 to 1, times in seconds. */
const FIGURES: readonly FigureColumn[] = [
  { name: 'conversations', title: { zh: '会话量', en: 'Conversations' }, of: ({ conversations }) => conversations },
  { name: 'contained', title: { zh: '机器人解决率', en: 'Containment' }, format: SHARE, of: ({ contained }) => rounded(contained) },
  { name: 'escalated', title: { zh: '转人工率', en: 'Escalation rate' }, format: SHARE, of: ({ escalated }) => rounded(escalated) },
  { name: 'first_contact_resolution', title: { zh: '首次解决率', en: 'First-contact resolution' }, format: SHARE, of: ({ resolved }) => rounded(resolved) },
  { name: 'served', title: { zh: '人工接待', en: 'Served by agents' }, of: ({ served }) => served },
  { name: 'wait_s', title: { zh: '平均排队（秒）', en: 'Mean wait (s)' }, of: ({ wait_ms }) => seconds(wait_ms) },
  { name: 'first_response_s', title: { zh: '平均首次响应（秒）', en: 'Mean first response (s)' }, of: ({ firstReply_ms }) => seconds(firstReply_ms) },
  { name: 'response_s', title: { zh: '平均响应（秒）', en: 'Mean response (s)' }, of: ({ reply_ms }) => seconds(reply_ms) },
  { name: 'handling_s', title: { zh: '平均处理时长（秒）', en: 'Mean handling time (s)' }, of: ({ handling_ms }) => seconds(handling_ms) },
  { name: 'first_response_in_time', title: { zh: '首次响应达标率', en: 'First responses in time' }, format: SHARE, of: ({ firstKept }) => rounded(firstKept) },
  { name: 'responses_in_time', title: { zh: '响应达标率', en: 'Responses in time' }, format: SHARE, of: ({ repliesKept }) => rounded(repliesKept) },
  { name: 'ratings', title: { zh: '评价数', en: 'Ratings' }, of: ({ ratings }) => ratings },
  { name: 'satisfied', title: { zh: '满意度', en: 'Satisfaction' }, format: SHARE, of: ({ satisfied }) => rounded(satisfied) },
  { name: 'mean_score', title: { zh: '平均评分', en: 'Mean score' }, of: ({ score }) => rounded(score) },
  { name: 'recommendations', title: { zh: '推荐意愿数', en: 'Asked to recommend' }, of: ({ recommends }) => recommends },
  { name: 'net_promoter_score', title: { zh: '净推荐值', en: 'Net Promoter Score' }, of: ({ nps }) => rounded(nps) },
];
