import { useState } from 'preact/hooks';
import type { LIMITS } from '../../../base/limits.ts';
import type { RateRequest, Rating, RatingReason } from '../../../contract/visitor.ts';
import { useLanguage } from './language.ts';

/** Mouths of the five faces, from sad to glad, on a grid of 24. */
const MOUTHS = ['M8 17c1-2.2 2.3-3.200 4-3.200s3 1 4 3.200', 'M8.500 16.300c1-1.300 2.200-1.900 3.500-1.900s2.500.6 3.500 1.900', 'M8.500 15.500h7', 'M8.500 14.500c1 1.300 2.200 1.900 3.500 1.900s2.500-.6 3.500-1.900', 'M7.500 13.800c1 2.400 2.500 3.500 4.500 3.500s3.500-1.100 4.500-3.500z'];
/** What may have been good, and what may have been bad. */
const GOOD: readonly RatingReason[] = ['solved', 'fast', 'clear', 'friendly'];
const BAD: readonly RatingReason[] = ['unsolved', 'misunderstood', 'slow', 'unclear', 'unfriendly', 'no_person'];
const GOOD_FROM = 4;
/** Whether somebody would recommend the shop, as it is asked everywhere. */
const LIKELY = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const COMMENT_LENGTH: typeof LIMITS.ratingCommentLength = 500;

interface Props {
  rating: Rating | undefined;
  onRate(request: RateRequest): Promise<void>;
}

/** Five faces; then, for the one that was chosen, reasons, whether one would recommend us, and room for a word. */
export function RatingCard({ rating, onRate }: Props) {
  const { words } = useLanguage();
  const [changing, setChanging] = useState(false);
  const [score, setScore] = useState(rating?.score ?? 0);
  const [reasons, setReasons] = useState<readonly RatingReason[]>(rating?.reasons ?? []);
  const [comment, setComment] = useState(rating?.comment ?? '');
  const [recommend, setRecommend] = useState(rating?.recommend);
  const [progress, setProgress] = useState<'idle' | 'sending' | 'failed'>('idle');
  if (rating && !changing) return <Rated rating={rating} onChange={() => setChanging(true)} />;

  const choose = (chosen: number): void => {
    // Reasons for being glad are none for being sad.
    if (chosen >= GOOD_FROM !== score >= GOOD_FROM) setReasons([]);
    setScore(chosen);
  };
  const toggle = (reason: RatingReason): void => setReasons(reasons.includes(reason) ? reasons.filter((one) => one !== reason) : [...reasons, reason]);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (progress === 'sending') return;
    setProgress('sending');
    const said = comment.trim();
    onRate({ score, reasons: [...reasons], ...(said && { comment: said }), ...(recommend !== undefined && { recommend }) }).then(
      () => {
        setProgress('idle');
        setChanging(false);
      },
      () => setProgress('failed'),
    );
  };
  return (
    <form class="card rating" aria-label={words.rate} onSubmit={submit}>
      <p class="rate">{words.rate}</p>
      <div class="faces" role="radiogroup" aria-label={words.rate}>
        {words.faces.map((name, index) => (
          <label class={score === index + 1 ? 'face chosen' : 'face'} key={name}>
            <input type="radio" name="score" checked={score === index + 1} onChange={() => choose(index + 1)} />
            <Face mouth={index} />
            <span>{name}</span>
          </label>
        ))}
      </div>
      {score > 0 && (
        <>
          <p class="why" id="why">
            {words.why}
          </p>
          <div class="reasons" role="group" aria-labelledby="why">
            {(score >= GOOD_FROM ? GOOD : BAD).map((reason) => (
              <button type="button" class="reason" key={reason} aria-pressed={reasons.includes(reason)} onClick={() => toggle(reason)}>
                {words.reasons[reason]}
              </button>
            ))}
          </div>
          <p class="why" id="recommend">
            {words.recommend}
          </p>
          <div class="likely" role="radiogroup" aria-labelledby="recommend">
            {LIKELY.map((likely) => (
              <label class={recommend === likely ? 'chosen' : ''} key={likely}>
                <input type="radio" name="recommend" checked={recommend === likely} onChange={() => setRecommend(likely)} />
                {likely}
              </label>
            ))}
          </div>
          <p class="ends">
            <span>{words.never}</span>
            <span>{words.surely}</span>
          </p>
          <textarea rows={2} value={comment} maxLength={COMMENT_LENGTH} placeholder={words.comment} aria-label={words.comment} onInput={(event) => setComment(event.currentTarget.value)} />
          {progress === 'failed' && (
            <p class="rate-failed" role="alert">
              {words.rateFailed}
            </p>
          )}
          <button type="submit" class="primary" aria-disabled={progress === 'sending'}>
            {progress === 'sending' ? words.sending : words.submit}
          </button>
        </>
      )}
    </form>
  );
}

function Rated({ rating, onChange }: { rating: Rating; onChange(): void }) {
  const { words } = useLanguage();
  const isOpen = Date.now() < Date.parse(rating.changeableUntil);
  return (
    <div class="card rating rated" role="status">
      <Face mouth={rating.score - 1} />
      <p>
        <b>{words.faces[rating.score - 1]}</b>
        {words.rated}
      </p>
      {isOpen && (
        <button type="button" class="link" onClick={onChange}>
          {words.change}
        </button>
      )}
    </div>
  );
}

function Face({ mouth }: { mouth: number }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={`M12 2.500a9.500 9.500 0 1 0 0 19 9.500 9.500 0 0 0 0-19zM8.700 9.500v.8M15.300 9.500v.8${MOUTHS[mouth]}`} />
    </svg>
  );
}
