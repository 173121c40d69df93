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
    .description('make a release of the content draft')
    .addOption(json())
    .action(async (options) => (await import('./command/release.ts')).runTrain(options));
  jieda
    .command('publish')
    .description('let a release serve, the newest by default')
    .argument('[number]', 'number of the release', releaseNumber)
    .addOption(json())
    .action(async (number, options) => (await import('./command/release.ts')).runPublish(number, options));
  jieda
    .command('rollback')
    .description('let the release before the active one serve again, or a named one')
    .argument('[number]', 'number of the release', releaseNumber)
    .addOption(json())
    .action(async (number, options) => (await import('./command/release.ts')).runRollback(number, options));
  jieda
    .command('releases')
    .description('list the releases')
    .addOption(json())
    .action(async (options) => (await import('./command/release.ts')).runReleases(options));

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
