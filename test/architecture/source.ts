import ts from 'typescript';

/** One import of a file. `typesOnly`: nothing of it is left at run time, which `import { type A }` does not achieve here, but `import type` does. */
export type Import = { specifier: string; typesOnly: boolean };

/** What the rules need to know of a file. */
export type Source = {
  path: string;
  lines: number;
  imports: Import[];
  /** Imports whose target is computed, so that no rule can judge them. */
  computedImports: number;
  /** The file does nothing but hand on what other files have, or hands on all of one. */
  isBarrel: boolean;
};

/** Reads a TypeScript file, or the scripts of a Vue component. */
export function readSource(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, scriptOf(path, text), ts.ScriptTarget.Latest, true, path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const source: Source = { path, lines: countLines(text), imports: [], computedImports: 0, isBarrel: isBarrel(tree) };
  visit(tree, source);
  return source;
}

function countLines(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

function scriptOf(path: string, text: string): string {
  if (!path.endsWith('.vue')) return text;
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((block) => block[1]).join('\n');
}

function visit(node: ts.Node, source: Source): void {
  if (ts.isImportDeclaration(node)) add(source, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
  else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(source, node.moduleSpecifier, node.isTypeOnly);
  else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) add(source, node.moduleReference.expression, node.isTypeOnly);
  else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(source, node.argument.literal, true);
  else if (ts.isCallExpression(node) && isLoading(node)) add(source, node.arguments[0], false);
  else if (ts.isNewExpression(node) && isWorkerAddress(node)) add(source, node.arguments?.[0], false);
  ts.forEachChild(node, (child) => visit(child, source));
}

function add(source: Source, target: ts.Node | undefined, typesOnly: boolean): void {
  if (target && ts.isStringLiteralLike(target)) source.imports.push({ specifier: target.text, typesOnly });
  else source.computedImports += 1;
}

/** `import(…)`, `require(…)` and `require.resolve(…)`. */
function isLoading({ expression }: ts.CallExpression): boolean {
  if (expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  const called = ts.isPropertyAccessExpression(expression) && expression.name.text === 'resolve' ? expression.expression : expression;
  return ts.isIdentifier(called) && called.text === 'require';
}

/** `new URL('./other.ts', import.meta.url)`: how a worker names the file that it runs. */
function isWorkerAddress({ expression, arguments: given }: ts.NewExpression): boolean {
  const [target, base] = given ?? [];
  if (!ts.isIdentifier(expression) || expression.text !== 'URL' || !target || !ts.isStringLiteralLike(target)) return false;
  return base?.getText() === 'import.meta.url' && /\.[jt]sx?$/.test(target.text);
}

function isBarrel(tree: ts.SourceFile): boolean {
  const { statements } = tree;
  if (statements.some((statement) => ts.isExportDeclaration(statement) && !statement.exportClause)) return true;
  const exports = statements.filter((statement) => ts.isExportDeclaration(statement));
  return exports.length > 0 && statements.every((statement) => ts.isExportDeclaration(statement) || ts.isImportDeclaration(statement));
}
