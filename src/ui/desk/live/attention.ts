import { watch } from 'vue';
import { counts, rows } from '../lists/boardState.ts';
import { seen } from '../lists/seen.ts';
import { settings } from '../settings/settings.ts';
import { i18n } from '../words/index.ts';

/** How many things call for this agent: customers in the queue, and own customers with an unread line. */
function calls(): number {
  const unread = rows.mine.value.filter((row) => row.last?.from === 'customer' && row.seq > (seen.value.get(row.id) ?? 0));
  return counts.value.queued + unread.length;
}

export function keepTitle(): () => void {
  return watch(
    () => ({ calls: calls(), name: i18n.global.t('desk.name') }),
    (state) => {
      document.title = state.calls > 0 ? `(${state.calls}) ${state.name}` : state.name;
    },
    { immediate: true, deep: true },
  );
}

let audio: AudioContext | null = null;

/** Two soft notes, made here so that no sound file has to be loaded. Browsers allow it once the page has been clicked. */
export function chime(): void {
  if (!settings.sound) return;
  audio ??= new AudioContext();
  const start = audio.currentTime;
  for (const [index, frequency] of [659, 880].entries()) {
    const note = audio.createOscillator();
    const volume = audio.createGain();
    const at = start + index * 0.14;
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.08, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.5);
    note.connect(volume).connect(audio.destination);
    note.start(at);
    note.stop(at + 0.52);
  }
}
