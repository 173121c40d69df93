import { render } from 'preact';
import { PREVIEW_READY, PREVIEW_SHOW, type PreviewOrder } from '../../shared/preview.ts';
import { Chat } from '../chat.ts';
import { dresser, dressRoot } from '../dress.ts';
import { appearanceOf } from '../look.ts';
import { Shelf } from '../shelf.ts';
import { App } from '../view/App.tsx';
import { sampleLink } from './sample.ts';

/** The widget with what stands in the studio's form, before it is saved. Only the page that frames us says what. */
const host = document.createElement('jieda-widget');
const root = host.attachShadow({ mode: 'open' });
dressRoot(root);
document.body.append(host);
const dress = dresser(host);

let begun: { turn: number; chat: Chat; shelf: Shelf } | undefined;

function show({ look, scheme, language, open, turn }: PreviewOrder): void {
  if (begun?.turn !== turn) {
    // Nothing is remembered: each beginning is that of a new customer.
    const shelf = new Shelf(null, '');
    begun = { turn, shelf, chat: new Chat(sampleLink(language), shelf, () => ({})) };
  }
  const { chat, shelf } = begun;
  const says = { identity: undefined, greeting: undefined, title: undefined, launcher: undefined, side: undefined, tokens: {} };
  const appearance = appearanceOf({ ...says, origin: location.origin, language, theme: scheme }, look);
  dress(appearance);
  document.documentElement.dataset.theme = scheme;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  render(<App key={turn} chat={chat} appearance={appearance} shelf={shelf} host={host} isPreview onReady={(control) => open && control.open()} />, root);
}

addEventListener('message', ({ origin, source, data }: MessageEvent) => {
  if (origin !== location.origin || source !== parent) return;
  const order = data as Partial<PreviewOrder> | null;
  if (order?.kind === PREVIEW_SHOW) show(order as PreviewOrder);
});
parent.postMessage({ kind: PREVIEW_READY }, location.origin);
