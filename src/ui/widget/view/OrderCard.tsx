import { useState } from 'preact/hooks';
import type { OrderCard as Order } from '../../../contract/message.ts';
import { clockTime, dayName } from '../day.ts';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language.ts';

const STEPS_SHOWN = 3;

/** An order with its way so far, newest step first. */
export function OrderCard({ card }: { card: Order }) {
  const { language, words } = useLanguage();
  const [all, setAll] = useState(false);
  const steps = all ? card.tracking : card.tracking.slice(0, STEPS_SHOWN);
  const isOnTheWay = card.state === 'paid' || card.state === 'shipped';
  return (
    <section class="card" aria-label={`${words.order} ${card.number}`}>
      <div class="card-head">
        <span class="card-number">
          {words.order} <b>{card.number}</b>
        </span>
        <span class={`state ${card.state}`}>{words.states[card.state]}</span>
      </div>
      <div class="goods">
        <span class="goods-sign">
          <Icon name="parcel" />
        </span>
        <div>
          <bdi>{card.goods.join('、')}</bdi>
          {card.expectedAt && isOnTheWay && (
            <small>{words.expected(dayName(Date.parse(card.expectedAt), language, false))}</small>
          )}
        </div>
      </div>
      {steps.length > 0 && (
        <ol class="steps" aria-label={words.steps}>
          {steps.map((step, index) => (
            <li key={index}>
              <bdi>{step.text}</bdi>
              <time dateTime={step.at}>
                {dayName(Date.parse(step.at), language, false)} {clockTime(Date.parse(step.at), language)}
              </time>
            </li>
          ))}
        </ol>
      )}
      {card.tracking.length > STEPS_SHOWN && (
        <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words.fewSteps : words.allSteps(card.tracking.length)}
        </button>
      )}
    </section>
  );
}
