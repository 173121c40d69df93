import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { WORDS, type Language, type Words } from '../words.ts';

export const LanguageContext = createContext<Language>('zh');

export function useLanguage(): { language: Language; words: Words } {
  const language = useContext(LanguageContext);
  return { language, words: WORDS[language] };
}
