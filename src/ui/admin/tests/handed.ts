import { shallowRef } from 'vue';

/** A conversation that was made elsewhere (in the preview) and waits to be put into a file of tests. */
export const handed = shallowRef<{ file: string; script: string } | null>(null);
