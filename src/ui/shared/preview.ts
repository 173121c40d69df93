import type { PublicLook } from '../../contract/look.ts';

/** Where the page is that the studio frames to show the widget. */
export const PREVIEW_PATH = '/preview/';

/** The framed page says so once it listens. */
export const PREVIEW_READY = 'jieda.preview.ready';
export const PREVIEW_SHOW = 'jieda.preview.show';

/** What the studio has the framed page show. With another `turn` the widget begins anew, open or closed, so that its greeting is seen again. */
export type PreviewOrder = { kind: typeof PREVIEW_SHOW; look: PublicLook; scheme: 'light' | 'dark'; language: 'zh' | 'en'; open: boolean; turn: number };
