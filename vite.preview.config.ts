import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The widget with a sample conversation, for the studio to frame. */
export default defineConfig({
  root: at('src/ui/widget/preview'),
  base: '/preview/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: at('dist/ui/preview'),
    emptyOutDir: true,
    target: 'es2022',
    // The content-security policy admits files of this origin only: no data: addresses, nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
