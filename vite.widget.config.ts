import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The widget: one file that a site loads with one line. */
export default defineConfig({
  root: at('src/ui/widget'),
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { 'process.env.NODE_ENV': '"production"' },
  // Keeps the widget's transport at 2 KB instead of 12. See the file's head; without this line the real client serves as well.
  resolve: { alias: { 'socket.io-client': at('src/ui/widget/socket/client.ts') } },
  build: {
    outDir: at('dist/ui'),
    // The folder is shared with the desk and the shop.
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: at('src/ui/widget/main.tsx'), formats: ['iife'], name: 'JiedaWidget', fileName: () => 'widget.js' },
  },
});
