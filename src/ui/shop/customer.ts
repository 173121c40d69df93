import type { DemoCustomers } from '../../contract/demo.ts';

const CHOSEN = 'shop:customer';
const KINDS = { new: '新客户', returning: '老客户', vip: '高价值客户' } as const;

/** Who is signed in at the demo shop. A real shop's server would write the signed identity into its pages; here the page asks for it. */
export async function signedInCustomer(list: HTMLElement, note: HTMLElement): Promise<void> {
  const customers = await demoCustomers();
  const chosen = customers.find(({ identity }) => identity.id === localStorage.getItem(CHOSEN));
  if (chosen) (window as { JiedaSettings?: object }).JiedaSettings = { identity: chosen.identity };
  list.hidden = customers.length === 0;
  note.textContent = chosen ? `已登录：${nameOf(chosen)}` : '未登录的访客';
  list.append(choice('访客', '', chosen === undefined), ...customers.map((customer) => choice(nameOf(customer), customer.identity.id, customer === chosen)));
}

async function demoCustomers(): Promise<DemoCustomers> {
  const response = await fetch('/api/v1/demo/customers');
  // A server that serves a real site has no demo customers.
  return response.ok ? ((await response.json()) as { customers: DemoCustomers }).customers : [];
}

function nameOf({ identity: { name, kind, id } }: DemoCustomers[number]): string {
  return `${name ?? id}${kind ? `（${KINDS[kind]}）` : ''}`;
}

/** The widget takes the identity when it starts; another customer is another page. */
function choice(text: string, id: string, chosen: boolean): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'customer';
  button.textContent = text;
  button.setAttribute('aria-pressed', String(chosen));
  button.addEventListener('click', () => {
    if (id) localStorage.setItem(CHOSEN, id);
    else localStorage.removeItem(CHOSEN);
    location.reload();
  });
  return button;
}
