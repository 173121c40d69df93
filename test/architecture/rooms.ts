/**
 * Who may import whom, besides `base` and the room itself. `types`: only what `import type` brings. ARCHITECTURE.md shows this table to
 * people; a new room begins with a line in both.
 */
export const ROOMS: Record<string, Record<string, 'all' | 'types'>> = {
  base: {},
  contract: {},
  text: { contract: 'all' },
  storage: { contract: 'all' },
  dialog: { contract: 'all', text: 'types' },
  conversation: { contract: 'all', text: 'all', dialog: 'all', storage: 'all' },
  desk: { contract: 'all', conversation: 'all', text: 'all', storage: 'all' },
  studio: { contract: 'all', text: 'all', dialog: 'all', storage: 'all' },
  channel: { contract: 'all', conversation: 'all' },
  server: { contract: 'all', conversation: 'all', desk: 'all', studio: 'all' },
  'ui/shared': { contract: 'all' },
  'ui/widget': { contract: 'types', 'ui/shared': 'all' },
  'ui/shop': { contract: 'all', 'ui/shared': 'all' },
  'ui/desk': { contract: 'all', 'ui/shared': 'all' },
  'ui/admin': { contract: 'all', 'ui/shared': 'all' },
};

/** The composition roots know every room; no room knows them. */
export function isRoot(path: string): boolean {
  return /^src\/(main\.ts|cli\.ts|command\/)/.test(path);
}

/** The room of a file below `src/`; `undefined` for composition roots and for folders that are no room. */
export function roomOf(path: string): string | undefined {
  const room = /^src\/(ui\/[^/]+|[^/]+)\//.exec(path)?.[1];
  return room !== undefined && Object.hasOwn(ROOMS, room) ? room : undefined;
}

/** Libraries that stay behind one file or one room, so that they can be replaced there. */
export const PACKAGES: { packages: RegExp; files: RegExp; where: string }[] = [
  { packages: /^(botkit|botbuilder(-.+)?)$/, files: /^src\/channel\/web\.ts$/, where: 'src/channel/web.ts' },
  { packages: /^lowdb$/, files: /^src\/storage\/content\.ts$/, where: 'src/storage/content.ts' },
  { packages: /^nodejieba$/, files: /^src\/text\/segment\.ts$/, where: 'src/text/segment.ts' },
  { packages: /^natural$/, files: /^src\/text\//, where: 'src/text/' },
  { packages: /^(kysely|libsql|pg)$/, files: /^src\/storage\//, where: 'src/storage/' },
  { packages: /^redis$/, files: /^src\/conversation\/events\/redis\.ts$/, where: 'src/conversation/events/redis.ts' },
  { packages: /^(express|socket\.io|helmet|cookie|proxy-addr|rate-limiter-flexible)$/, files: /^src\/server\//, where: 'src/server/' },
  { packages: /^(vue|vue-.+|element-plus|@element-plus\/.+)$/, files: /^src\/ui\/(?!widget\/)/, where: 'src/ui/, but not the widget' },
  { packages: /^(preact|socket\.io-client)$/, files: /^src\/ui\//, where: 'src/ui/' },
  { packages: /^(otpauth|@node-rs\/argon2)$/, files: /^src\/desk\/account(\.ts$|\/)/, where: 'src/desk/account.ts and src/desk/account/' },
  { packages: /^uqr$/, files: /^src\/ui\/desk\/account\/QrCode\.vue$/, where: 'src/ui/desk/account/QrCode.vue' },
  { packages: /^write-excel-file$/, files: /^src\/base\/xlsx\.ts$/, where: 'src/base/xlsx.ts' },
  { packages: /^(commander|cli-progress)$/, files: /^src\/(cli\.ts$|command\/)/, where: 'src/cli.ts and src/command/' },
];

/** Modules of Node.js in rooms that do no input and output; other rooms may use any. */
export const NODE_MODULES: Record<string, RegExp> = {
  contract: /^$/,
  dialog: /^$/,
  text: /^node:(crypto|zlib)$/,
  'ui/shared': /^$/,
  'ui/widget': /^$/,
  'ui/shop': /^$/,
  'ui/desk': /^$/,
  'ui/admin': /^$/,
};
