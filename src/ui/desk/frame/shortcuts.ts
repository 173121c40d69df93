import { onBeforeUnmount, onMounted } from 'vue';

/**
 * Single keys for the whole desk. They keep still while somebody types, composes, uses a browser shortcut or has a dialog or a menu
 * open; Enter is left to whatever button or link has the focus, save the row of the open conversation.
 */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]')) return;
    if (event.key === 'Enter' && target?.closest('button, [role="button"], a:not(.row[aria-current])')) return;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  onMounted(() => document.addEventListener('keydown', onKey));
  onBeforeUnmount(() => document.removeEventListener('keydown', onKey));
}
