import type { DialogDocument } from '../../contract/content/dialog.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import { OUT_OF_SCOPE, type Meaning } from '../../contract/meaning.ts';
import { ASK_OPTION } from '../../dialog/engine.ts';
import { finding, type Finding } from './finding.ts';

/** Replies whose options open a conversation, so that nothing but their own words says what they mean. */
const OPENING = 'desk.opened';

/** Are the quick replies that stand for an intent, and those of the greeting, understood as what they are meant for? */
export function examineOptions({ dialogs }: Pick<ReleaseContent, 'dialogs'>, understand: (text: string) => Meaning): Finding[] {
  const opening = new Set(dialogs.flatMap(({ replies }) => replies[OPENING]?.options ?? []).filter((option) => typeof option === 'string'));
  return dialogs.flatMap((dialog) => Object.entries(dialog.options).flatMap(([name, { text }]) => {
    if (text.includes('{{')) return [];
    const { intent } = understand(text);
    if (name.startsWith(ASK_OPTION)) return intent === name.slice(ASK_OPTION.length) ? [] : [misunderstood(dialog, name, text, intent)];
    return opening.has(name) && intent === OUT_OF_SCOPE ? [misunderstood(dialog, name, text, intent)] : [];
  }));
}

function misunderstood({ id }: DialogDocument, name: string, text: string, intent: string): Finding {
  return finding('option_misunderstood', [`dialogs/${id}.json`, name], { zh: `被听成 ${intent}`, en: `is understood as ${intent}` }, [text]);
}
