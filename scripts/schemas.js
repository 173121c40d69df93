// `npm run schemas`: writes docs/schemas/*.json, with which editors complete and check content files, and tells Visual Studio Code which is which.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.js'), '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) process.exit(1);

const { jsonSchemas, schemaFiles } = await import('../dist/studio/schema/jsonSchemas.js');
const { formatDocument } = await import('../dist/storage/documentFormat.js');

mkdirSync(join(root, 'docs/schemas'), { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas())) writeFileSync(join(root, 'docs/schemas', name), formatDocument(schema));
mkdirSync(join(root, '.vscode'), { recursive: true });
writeFileSync(join(root, '.vscode/settings.json'), formatDocument({ 'json.schemas': schemaFiles() }));
