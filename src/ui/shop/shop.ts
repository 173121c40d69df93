import { signedInCustomer } from './customer.ts';
import { ORDERS, QUESTIONS } from './demo.ts';

/** The part of the widget's door that the shop uses. */
interface Chat {
  open(options?: { text?: string }): void;
}

const chat = (): Chat | undefined => (window as { Jieda?: Chat }).Jieda;

/** Opens the chat with `text` filled in; the widget may still be on its way. */
function ask(text: string): void {
  const open = (): void => chat()?.open(text ? { text } : undefined);
  if (chat()) open();
  else document.addEventListener('load', ({ target }) => target instanceof HTMLScriptElement && target.src.endsWith('/widget.js') && open(), { capture: true, once: true });
}

function button(text: string, question: string, className: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = className;
  made.textContent = text;
  made.dataset.ask = question;
  return made;
}

function fillOrders(body: HTMLElement): void {
  for (const { number, goods, state } of ORDERS) {
    const row = document.createElement('tr');
    const cells = [button(number, `帮我查一下订单 ${number}`, 'number'), goods, state].map((content) => {
      const cell = document.createElement('td');
      cell.append(content);
      return cell;
    });
    row.append(...cells);
    body.append(row);
  }
}

function fillQuestions(list: HTMLElement): void {
  for (const question of QUESTIONS) {
    const item = document.createElement('li');
    item.append(button(question, question, 'question'));
    list.append(item);
  }
}

fillOrders(document.getElementById('orders')!);
fillQuestions(document.getElementById('questions')!);
// The embed line comes last, so that the widget finds out who is signed in; without an answer the customer is a visitor.
signedInCustomer(document.getElementById('customers')!, document.getElementById('customer')!)
  .catch(() => {
    document.getElementById('customer')!.textContent = '顾客身份暂时取不到，您正以访客身份体验';
    document.getElementById('customers')!.hidden = false;
  })
  .finally(() => {
    const script = document.createElement('script');
    script.src = '/widget.js';
    document.head.append(script);
  });
document.addEventListener('click', (event) => {
  const asking = (event.target as Element).closest<HTMLElement>('[data-ask]');
  if (asking) ask(asking.dataset.ask ?? '');
});
