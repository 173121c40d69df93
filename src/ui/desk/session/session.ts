import { readonly, shallowRef } from 'vue';
import * as people from '../api/people.ts';
import { RequestError } from '../api/request.ts';
import type { DeskPerson } from '../../../contract/desk.ts';

const current = shallowRef<DeskPerson | null>(null);
let asked = false;

/** Who is signed in. */
export const person = readonly(current);

/** Whether somebody is signed in; asks the server once. */
export async function restoreSession(): Promise<boolean> {
  if (asked) return current.value !== null;
  try {
    current.value = (await people.fetchSession()).person;
  } catch (error) {
    // Without an answer nobody knows; the next navigation asks again.
    if (error instanceof RequestError && error.passing) throw error;
  }
  asked = true;
  return current.value !== null;
}

export async function signIn(login: string, password: string, code?: string): Promise<void> {
  current.value = (await people.signIn(login.trim(), password, code)).person;
  asked = true;
}

export async function join(token: string, form: people.JoinForm): Promise<void> {
  current.value = (await people.join(token, form)).person;
  asked = true;
}

export async function signOut(): Promise<void> {
  await people.signOut();
  forgetSession();
}

/** The own name has changed. */
export function takePerson(changed: DeskPerson): void {
  current.value = changed;
}

/** The server no longer knows the session. */
export function forgetSession(): void {
  current.value = null;
  asked = true;
}
