import { browserSettings } from '../shared/settings.ts';

/** What a person sets for this browser, and how it comes onto the page. */
export const { settings, applySettings, locale } = browserSettings();
