import type { ChatView } from '../chatView.ts';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language.ts';

/** Thin lines above the conversation: what is wrong with the connection, and the place in the queue. */
export function Banner({ view, onLeave, onMessage }: { view: ChatView; onLeave(): void; onMessage(): void }) {
  const { words } = useLanguage();
  const { state, queue } = view.status;
  const trouble = troubleOf(view);
  return (
    <div role="status">
      {trouble && (
        <p class="banner warning">
          <Icon name="alert" />
          <span>{words[trouble]}</span>
        </p>
      )}
      {state === 'queued' && queue && (
        <div class="banner">
          <Icon name="clock" />
          <span>{words.queue(queue)}</span>
          {!queue.agentsOnline && (
            <button type="button" class="link" onClick={onMessage}>
              {words.leaveMessage}
            </button>
          )}
          <button type="button" class="link" onClick={onLeave}>
            {words.toBot}
          </button>
        </div>
      )}
    </div>
  );
}

function troubleOf({ link, synced, held }: ChatView): 'lost' | 'reaching' | 'patience' | 'busy' | undefined {
  if (link === 'lost') return synced ? 'lost' : 'reaching';
  if (held === 'storage.unavailable') return 'lost';
  if (held) return held === 'message.too_fast' || held === 'request.too_many' ? 'patience' : 'busy';
  return undefined;
}
