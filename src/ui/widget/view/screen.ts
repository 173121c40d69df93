import { useEffect } from 'preact/hooks';

/** The same condition as in the style sheet. */
const PHONE = '(max-width: 480px), (max-height: 480px)';

export const isPhone = (): boolean => matchMedia(PHONE).matches;

/**
 * On a phone the chat fills the screen: what is left of it above the keyboard, which only the visual viewport knows; and the page
 * behind must not scroll along.
 */
export function useScreen(host: HTMLElement, open: boolean): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!open || !viewport) return;
    const page = document.documentElement.style;
    const overflow = page.overflow;
    const measure = (): void => {
      host.style.setProperty('--screen-height', `${viewport.height}px`);
      host.style.setProperty('--screen-top', `${viewport.offsetTop}px`);
      page.overflow = isPhone() ? 'hidden' : overflow;
    };
    measure();
    viewport.addEventListener('resize', measure);
    viewport.addEventListener('scroll', measure);
    return () => {
      viewport.removeEventListener('resize', measure);
      viewport.removeEventListener('scroll', measure);
      page.overflow = overflow;
    };
  }, [host, open]);
}
