import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { WORDS, type Language, type Words } from '../words.ts';

/** What everything that is shown shares: the language, its words, and the address of the bot's picture. */
export interface Speech {
  language: Language;
  words: Words;
  avatar: string | undefined;
}

export const LanguageContext = createContext<Speech>({ language: 'zh', words: WORDS.zh, avatar: undefined });

export const useLanguage = (): Speech => useContext(LanguageContext);
