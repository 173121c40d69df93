import type { Condition, DialogDocument, Form, ReplyDefinition } from '../../contract/content/dialog.ts';
import type { IntentDocument } from '../../contract/content/intent.ts';
import { listOf } from '../../dialog/compile/names.ts';
import { finding, type Finding } from './finding.ts';

/** Where so large a share of an intent's examples is upset or angry, customers come with a feeling. */
const OFTEN = 0.4;
/** What the engine says to the feeling before the matter, whatever the dialog says. */
const SOOTHING = ['desk.empathy', 'desk.soothe'];

/** Intents about which customers get upset, while neither their replies nor the engine's sentence for the feeling has words for just that. */
export function examineUpset(dialogs: readonly DialogDocument[], intents: readonly IntentDocument[]): Finding[] {
  const replies = new Map(dialogs.flatMap((dialog) => Object.entries(dialog.replies)));
  const forms = new Map(dialogs.flatMap((dialog) => Object.entries(dialog.forms)));
  const takenUp = new Set(SOOTHING.flatMap((name) => replies.get(name)?.cases.flatMap(({ when }) => listOf(when.topic)) ?? []));
  return intents.flatMap(({ id, domain, examples }) => {
    const upset = examples.filter(({ emotion }) => emotion !== 'calm').length;
    if (domain === 'common' || domain === 'outside' || examples.length === 0 || upset / examples.length < OFTEN || takenUp.has(id)) return [];
    const names = dialogs.flatMap(({ rules }) => rules.filter((rule) => rule.intents.includes(id)).flatMap(({ then }) => [...listOf(then.reply), ...repliesOf(forms.get(then.form ?? ''))]));
    if (names.some((name) => hasWordForUpset(replies.get(name)))) return [];
    const share = Math.round((upset / examples.length) * 100);
    return [finding('no_word_for_upset', [id], { zh: `${share} % 的例句带着情绪，回复里没有为此准备的说法`, en: `${share} % of its examples are upset or angry, and no reply has words for that` })];
  });
}

function repliesOf(form: Form | undefined): string[] {
  return form === undefined ? [] : Object.values(form.steps).flatMap((step) => ('reply' in step && step.reply !== undefined ? [step.reply] : []));
}

function hasWordForUpset(reply: ReplyDefinition | undefined): boolean {
  const isFor = ({ emotion }: Condition) => listOf(emotion).some((one) => one !== 'calm');
  return reply?.cases.some(({ when }) => isFor(when)) === true;
}
