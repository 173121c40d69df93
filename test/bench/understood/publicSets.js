import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../../dist/base/random.js';
import { runBenchmark } from '../../../dist/studio/benchmark.js';

const SEEDS = [1, 2, 3, 4, 5];
const FEW = 20;
const OUTSIDE = 'out_of_scope';

/** Trains on public sets and tests on them as published. `folder` has a folder for each set with `train.tsv` and `test.tsv`. */
export async function measurePublic(folder, figures, say) {
  const read = (set, file) => readFileSync(join(folder, set, file), 'utf8');
  const run = (train, test, name) => {
    say(name);
    return runBenchmark(train, test);
  };

  const massive = { train: read('massive_zh', 'train.tsv'), test: read('massive_zh', 'test.tsv') };
  figures.group('massive_zh');
  const full = await run(massive.train, massive.test, 'massive_zh');
  figures.add('accuracy, all examples', 'percent', full.accuracy, { least: 0.86 });
  figures.add('training, all examples', 's', full.trainSeconds);
  const few = [];
  for (const seed of SEEDS) few.push((await run(fewOf(massive.train, seed), massive.test, `massive_zh, ${FEW} an intent, seed ${seed}`)).accuracy);
  figures.add(`accuracy, ${FEW} an intent, mean of ${SEEDS.length}`, 'percent', few.reduce((sum, value) => sum + value, 0) / few.length, { least: 0.72 });

  figures.group('clinc150, trained without outside examples');
  const inside = linesOf(read('clinc150', 'train.tsv')).filter((line) => labelOf(line) !== OUTSIDE).join('\n');
  const clinc = await run(inside, read('clinc150', 'test.tsv'), 'clinc150');
  figures.add('accuracy in scope', 'percent', clinc.accuracyInScope, { least: 0.92 });
  figures.add('recall outside', 'percent', clinc.recallOutside, { least: 0.88 });
  figures.add('training', 's', clinc.trainSeconds);
}

/** At most {@link FEW} lines of each label, drawn at random. */
function fewOf(tsv, seed) {
  const random = seededRandom(seed);
  const taken = new Map();
  const drawn = linesOf(tsv).map((line) => ({ line, key: random(2 ** 31) })).sort((a, b) => a.key - b.key);
  return drawn.filter(({ line }) => {
    const count = (taken.get(labelOf(line)) ?? 0) + 1;
    taken.set(labelOf(line), count);
    return count <= FEW;
  }).map(({ line }) => line).join('\n');
}

const linesOf = (tsv) => tsv.split('\n').filter((line) => line.trim() !== '');
const labelOf = (line) => line.split('\t')[1];
