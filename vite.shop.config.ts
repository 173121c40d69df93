import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The demo shop: a page of its own, which loads the widget as any site does. */
export default defineConfig({
  root: at('src/ui/shop'),
  base: '/',
  publicDir: false,
  build: {
    outDir: at('dist/ui/shop'),
    emptyOutDir: true,
    target: 'es2022',
    // Inlining it would turn a file that the policy allows into a script that it forbids.
    modulePreload: { polyfill: false },
  },
});
