// Deciding, turn by turn, with the dialogs of the release that serves. Argument: data folder, rounds.
import { seededRandom } from '../../dist/base/random.js';
import { INITIAL_DIALOG_STATE } from '../../dist/contract/dialogState.js';
import { loadRelease } from '../../dist/conversation/serving.js';
import { decide } from '../../dist/dialog/decide.js';
import { openStorage } from '../../dist/storage/driver.js';
import { activeReleaseNumber } from '../../dist/storage/release.js';
import { warmUp } from '../../dist/text/segment.js';
import { quantile, sortedCopy } from './quantile.js';
import { QUESTIONS } from './texts.js';

const [dataPath, rounds] = [process.argv[2], Number(process.argv[3])];
const WARM_UP_ROUNDS = 3;
/** A conversation of this bench: questions with what customers answer to forms between them. */
const TURNS_EACH = 12;
const ANSWERS = ['订单号 202611010001', '还是不行', '我是标准用户', '13800001357', '对，没错', '不是这个', '好了，谢谢'];
const NOW_MS = Date.parse('2026-11-24T10:00:00+08:00');

async function load() {
  const storage = await openStorage({ databaseUrl: undefined, dataPath });
  try {
    return await loadRelease(storage, await activeReleaseNumber(storage.read));
  } finally {
    await storage.close();
  }
}

function texts() {
  return QUESTIONS.flatMap((question, index) => [question, ANSWERS[index % ANSWERS.length]]);
}

/** Plays all conversations once. @returns of each turn its microseconds and whether a form ran. */
function play({ dialogs }, meanings) {
  const random = seededRandom(7);
  const circumstances = { now_ms: NOW_MS, timeZone: 'Asia/Shanghai', customer: { name: null, kind: 'anonymous', driveLevel: null }, tickets: [], random };
  const turns = [];
  let state = INITIAL_DIALOG_STATE;
  let queued = false;
  for (const [index, meaning] of meanings.entries()) {
    if (index % TURNS_EACH === 0) {
      state = INITIAL_DIALOG_STATE;
      queued = false;
    }
    const inForm = state.form !== null;
    const from = process.hrtime.bigint();
    const decision = decide(state, { type: 'said', meaning, queued }, dialogs, { ...circumstances, ahead: queued ? 1 : null });
    turns.push({ us: Number(process.hrtime.bigint() - from) / 1000, inForm });
    queued = (queued || decision.handOver !== null) && !decision.leaveQueue;
    state = decision.state;
    if (decision.lookUp !== null) state = decide(state, { type: 'looked_up', result: { outcome: 'not_found' }, queued }, dialogs, { ...circumstances, ahead: null }).state;
  }
  return turns;
}

warmUp();
const release = await load();
const meanings = texts().map((text) => release.understanding.understand(text));
for (let round = 0; round < WARM_UP_ROUNDS; round += 1) play(release, meanings);
const played = Array.from({ length: rounds }, () => play(release, meanings));
const medians = sortedCopy(meanings.map((_, turn) => quantile(sortedCopy(played.map((turns) => turns[turn].us)), 0.5)));
process.send({
  turns: meanings.length,
  inForms: played[0].filter(({ inForm }) => inForm).length,
  rounds,
  decided: { p50_us: quantile(medians, 0.5), p99_us: quantile(medians, 0.99) },
});
