import { settings } from '../settings.ts';

/** Instants as people of this browser read them. */
export function useDay(): { day(at: string): string; moment(at: string): string } {
  const locale = (): string => (settings.language === 'zh' ? 'zh-CN' : 'en-GB');
  return {
    day: (at) => new Date(at).toLocaleDateString(locale(), { dateStyle: 'medium' }),
    moment: (at) => new Date(at).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'medium' }),
  };
}
