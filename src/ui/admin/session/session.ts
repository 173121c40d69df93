import { readonly, shallowRef } from 'vue';
import type { DeskPerson } from '../../../contract/desk.ts';
import { RequestError } from '../../shared/request.ts';
import { requestDesk } from '../api/request.ts';

const current = shallowRef<DeskPerson | null>(null);

/** Who is signed in. */
export const person = readonly(current);

/** Who is signed in at the desk of this browser; asks the server until somebody is. @throws RequestError while nobody answers. */
export async function restoreSession(): Promise<DeskPerson | null> {
  if (current.value !== null) return current.value;
  try {
    current.value = (await requestDesk<{ person: DeskPerson }>('GET', '/session')).person;
  } catch (error) {
    // Without an answer nobody knows; the next navigation asks again.
    if (!(error instanceof RequestError) || error.passing) throw error;
  }
  return current.value;
}

/** The desk's page signs in, with its second step, and comes back to `path` of this one. */
export function goToSignIn(path: string): void {
  current.value = null;
  window.location.assign(`/desk/#/sign-in?admin=${encodeURIComponent(path)}`);
}

export async function signOut(): Promise<void> {
  await requestDesk('DELETE', '/session');
  goToSignIn('/');
}
