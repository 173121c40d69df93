import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** The admin's page: `npx vite build --config vite.admin.config.ts`, or without `build` for a dev server before a running Jieda. */
const jieda = process.env.JIEDA_URL ?? 'http://localhost:3000';

export default defineConfig({
  root: 'src/ui/admin',
  base: '/admin/',
  plugins: [vue()],
  define: {
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    outDir: '../../../dist/ui/admin',
    emptyOutDir: true,
    target: 'es2022',
    // The content-security policy admits files of this origin only: no data: addresses, nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // echarts, a chunk of its own that only the pages with charts load.
    chunkSizeWarningLimit: 700,
  },
  server: { port: 5175, proxy: { '/api': jieda, '/socket.io': { target: jieda, ws: true }, '/desk': jieda, '/preview': jieda } },
});
