#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { JiedaError } from './base/errors.ts';

/** What each command needs is loaded only when it runs: segmentation alone takes seconds. */
function program(): Command {
  const jieda = new Command('jieda').description('解答: a self-hosted Chinese customer-support bot').exitOverride().showHelpAfterError();
  const json = () => new Option('--json', 'answer in JSON, for programs');

  jieda
    .command('start')
    .description('serve customers and the desk')
    .action(async () => (await import('./command/start.ts')).runStart());
  jieda
    .command('talk')
    .description('chat in the terminal; shows what was understood and why it answers so')
    .action(async () => (await import('./command/talk.ts')).runTalk());
  jieda
    .command('classify')
    .description('understand texts: one a line on standard input')
    .addOption(json())
    .action(async (options) => (await import('./command/classify.ts')).runClassify(options));
  jieda
    .command('evaluate')
    .description('measure the active release on lines of text<TAB>intent[<TAB>emotion], or with --dialogs on written conversations')
    .argument('[file]', 'the .tsv file')
    .option('--dialogs [folders...]', "play the conversations of .txt files; without a folder the content's own")
    .option('--draft', 'with --dialogs: against the content folder as it is now instead of the active release')
    .option('--show', 'with --dialogs: print every line of every conversation')
    .addOption(json())
    .action(async (file, options, command) => {
      if (options.dialogs !== undefined) return (await import('./command/evaluateDialogs.ts')).runEvaluateDialogs(options.dialogs === true ? [] : options.dialogs, options);
      if (file === undefined) command.error("error: missing required argument 'file'");
      return (await import('./command/evaluate.ts')).runEvaluate(file, options);
    });
  jieda
    .command('benchmark')
    .description('train the engine on one file of text<TAB>intent alone, without our content, and test it on another')
    .requiredOption('--train <file>', 'the .tsv file to train on')
    .requiredOption('--test <file>', 'the .tsv file to test on')
    .addOption(json())
    .action(async (options) => (await import('./command/benchmark.ts')).runBenchmarkCommand(options));
  jieda
    .command('doctor')
    .description('examine the content draft: contradictions, rules that never apply, promises we cannot keep')
    .option('--deep', 'also look for examples in the wrong intent and quick replies that are misunderstood; takes twice as long as training')
    .addOption(new Option('--language <language>', 'language of the findings; that of the terminal by default').choices(['zh', 'en']))
    .addOption(json())
    .action(async (options) => (await import('./command/doctor.ts')).runDoctor(options));
  jieda
    .command('train')
    .description('make a release of the content draft and measure it')
    .option('--note <text>', 'what is new in it; shown in the list of releases')
    .addOption(json())
    .action(async (options) => (await import('./command/release.ts')).runTrain(options));
  jieda
    .command('publish')
    .description('let a release serve, the newest by default')
    .argument('[number]', 'number of the release', releaseNumber)
    .option('--force', 'also below the gate; needs --reason')
    .option('--reason <text>', 'why it shall serve although it is below the gate; kept in the audit log')
    .addOption(json())
    .action(async (number, options) => (await import('./command/release.ts')).runPublish(number, options));
  jieda
    .command('rollback')
    .description('let the release that served before the active one serve again, or a named one that has served')
    .argument('[number]', 'number of the release', releaseNumber)
    .addOption(json())
    .action(async (number, options) => (await import('./command/release.ts')).runRollback(number, options));
  jieda
    .command('releases')
    .description('list the releases')
    .addOption(json())
    .action(async (options) => (await import('./command/release.ts')).runReleases(options));
  const choice = (flags: string, words: string, choices: [string, string]) => new Option(flags, words).choices(choices).default(choices[0]);
  jieda
    .command('import')
    .description('what importing a file of intents would do (CSV, XLSX, JSON, Rasa, Botpress, Dialogflow); with --apply it is done, all or nothing')
    .argument('<file>', 'the file')
    .option('--apply', 'carry it out')
    .option('--create', 'create the intents that do not exist')
    .option('--map <name=id>', 'put an intent of the file into one that exists; may be given several times', pairs, [])
    .option('--skip-unknown', 'leave out the intents that do not exist')
    .option('--columns <text=n,intent=n,emotion=n>', 'which column of a table holds what, from 1; of a log: text=n,speaker=n', columnNumbers)
    .option('--log', 'the file is an old chat log (CSV, XLSX, JSON lines); what customers say in it goes into the review queue')
    .option('--customer <names...>', 'with --log: what stands in the column of speakers where a customer speaks')
    .addOption(choice('--near <choice>', 'lines that are nearly an example there is', ['take', 'skip']))
    .addOption(choice('--contradictions <choice>', 'lines that stand under another intent, too', ['skip', 'take']))
    .addOption(choice('--private <choice>', 'lines with private data', ['mask', 'skip']))
    .addOption(json())
    .action(async (file, options) => {
      if (options.log) return (await import('./command/importLog.ts')).runImportLog(file, options);
      return (await import('./command/import.ts')).runImport(file, options);
    });
  jieda
    .command('export')
    .description('write the content draft into a file: whole documents as JSON, examples as CSV, XLSX or for Rasa')
    .argument('[file]', 'the file; standard output without it')
    .addOption(new Option('--what <what>', 'the intents, content: also the dialogs (JSON), or sentences that people gave a label (CSV, XLSX)').choices(['intents', 'content', 'sentences']).default('intents'))
    .addOption(new Option('--format <format>', 'json, csv, xlsx or rasa').choices(['json', 'csv', 'xlsx', 'rasa']).default('json'))
    .addOption(json())
    .action(async (file, options, command) => {
      const { exportQuery } = await import('./contract/studio/exchange.ts');
      if (!exportQuery.safeParse({ what: options.what, format: options.format }).success) command.error(`error: --what ${options.what} is not written as ${options.format}`);
      return (await import('./command/export.ts')).runExport(file, options);
    });
  jieda
    .command('backup')
    .description('write everything (database and content files) into one file, while the server goes on')
    .argument('<file>', 'the file to write')
    .addOption(json())
    .action(async (file, options) => (await import('./command/backup.ts')).runBackup(file, options));
  jieda
    .command('restore')
    .description('put a backup into this data folder or database, whichever engine it was made of; stop the servers first')
    .argument('<file>', 'the backup')
    .option('--force', 'replace the data and content that are there')
    .addOption(json())
    .action(async (file, options) => (await import('./command/backup.ts')).runRestore(file, options));

  const user = jieda.command('user').description('accounts of the desk');
  user
    .command('invite')
    .description('print a one-time link with which a colleague creates an account')
    .addOption(new Option('--role <role>', 'what the colleague may do').choices(['agent', 'supervisor', 'admin']).default('agent'))
    .addOption(json())
    .action(async (options) => (await import('./command/user.ts')).runInvite(options));
  user
    .command('list')
    .description('list the accounts')
    .addOption(json())
    .action(async (options) => (await import('./command/user.ts')).runListPeople(options));
  return jieda;
}

function releaseNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('a release has a whole number, from 1');
  return Number(text);
}

/** `name=id`, one more of several. */
function pairs(text: string, before: [string, string][]): [string, string][] {
  const at = text.lastIndexOf('=');
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError('write name=id');
  return [...before, [text.slice(0, at), text.slice(at + 1)]];
}

function columnNumbers(text: string): Record<string, number> {
  const parts = text.split(',').map((part) => /^(text|intent|emotion|speaker)=([1-9]\d?)$/.exec(part.trim()));
  if (parts.includes(null)) throw new InvalidArgumentError('write text=1,intent=2');
  return Object.fromEntries(parts.map((part) => [part![1]!, Number(part![2])]));
}

/** 0: done; 1: it failed; 2: it was called wrongly. */
async function run(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else {
      process.exitCode = 1;
      process.stderr.write(`${error instanceof JiedaError ? describe(error) : describeUnexpected(error)}\n`);
    }
  }
}

function describe(error: JiedaError): string {
  const { message } = error.present('zh').error;
  const details = error.details === undefined ? '' : `\n${JSON.stringify(error.details, null, 2)}`;
  return `${error.code}: ${message}${details}`;
}

function describeUnexpected(error: unknown): string {
  return error instanceof Error ? (process.env['JIEDA_LOG_LEVEL'] === 'debug' ? String(error.stack) : error.message) : String(error);
}

await run();
