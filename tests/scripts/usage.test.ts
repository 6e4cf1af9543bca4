import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatedDocs } from '../../scripts/dev/generated-docs.ts';
import { runMasthead } from '../end-to-end/run-masthead.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-'));
});

const run = (...args: readonly string[]) => runMasthead(args, { folder });

describe.concurrent('wrong use is refused with exit code 2, a code and what to do', () => {
  test.each([
    ['USAGE_UNKNOWN_COMMAND', ['exprot'], 'Did you mean export?'],
    ['USAGE_UNKNOWN_OPTION', ['send', '--dryrun'], 'Did you mean --dry-run?'],
    ['USAGE_UNKNOWN_OPTION', ['send', '--dry-rum', '--yes'], 'Did you mean --dry-run?'],
    ['USAGE_UNKNOWN_OPTION', ['check', '--jsno'], 'Did you mean --json?'],
    ['USAGE_UNKNOWN_OPTION', ['new', 'story', '--date'], '`masthead new story --help`'],
    ['USAGE_UNKNOWN_OPTION', ['subscribers', 'add', 'a@example.com', '--resub'], '`masthead subscribers add --help`'],
    ['USAGE_MISSING_ARGUMENT', ['subscribers', 'remove'], '`masthead subscribers remove --help`'],
    ['USAGE_UNKNOWN_COMMAND', ['help', 'nope'], '`masthead --help`'],
    ['USAGE_UNKNOWN_COMMAND', ['help', 'exprot'], 'Did you mean export?'],
    ['USAGE_UNKNOWN_COMMAND', ['subscribers', 'help', 'ad'], '`masthead subscribers --help`'],
    ['USAGE_UNKNOWN_COMMAND', ['new', 'stroy'], 'Did you mean story?'],
    ['USAGE_UNKNOWN_COMMAND', ['subscribers', 'chek'], 'Did you mean check?'],
    ['USAGE_MISSING_ARGUMENT', ['import'], 'masthead import --help'],
    ['USAGE_MISSING_ARGUMENT', ['send', '--list'], 'masthead send --help'],
    ['USAGE_TOO_MANY_ARGUMENTS', ['export', '2026-04-27', '2026-04-28'], 'masthead export --help'],
    ['USAGE_TOO_MANY_ARGUMENTS', ['preview', 'a', 'b'], 'masthead preview --help'],
    ['USAGE_TOO_MANY_ARGUMENTS', ['status', 'a', 'b'], 'masthead status --help'],
    ['USAGE_TOO_MANY_ARGUMENTS', ['check', 'a', 'b'], 'masthead check --help'],
    ['USAGE_INVALID_VALUE', ['preview', '--port', '70000'], 'It takes a whole number from 0 to 65535.'],
    ['USAGE_INVALID_VALUE', ['export', '--format', 'pdf'], 'It takes html, text, eml, json, set apart by commas.'],
    ['USAGE_INVALID_VALUE', ['check', '--max-warnings', '-1'], 'It takes a whole number'],
    ['USAGE_INVALID_VALUE', ['send', '--rate', 'fast'], '10/s'],
    ['USAGE_INVALID_VALUE', ['send', '--connections', '0'], 'It takes a whole number from 1 to 100.'],
    ['USAGE_CONFLICT', ['export', '2026-04-27', '--all'], 'Leave one of them out.'],
    ['USAGE_CONFLICT', ['send', '--to', 'a@example.com', '--list', 'x.csv'], 'Leave one of them out.'],
  ])('%s: masthead %j', async (code, args, says) => {
    const { exitCode, stdout, stderr } = await run(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error ${code}`);
    expect(stderr).toContain(says);
    expect(stderr).toContain('What to do:');
  });

  test('every command that needs a newsletter says so where there is none', async () => {
    for (const args of [['check'], ['export'], ['send', '--yes'], ['preview', '--port', '0'], ['new', 'story']]) {
      const { exitCode, stdout, stderr } = await run(...args);
      expect({ args, exitCode, stdout }).toEqual({ args, exitCode: 2, stdout: '' });
      expect(stderr).toContain('error CONFIG_NOT_FOUND  masthead.config.ts');
    }
  });

  test('with --json the error is one JSON document on stdout', async () => {
    const { exitCode, stdout, stderr } = await run('check', '--json');
    expect(exitCode).toBe(2);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: 'CONFIG_NOT_FOUND', fix: expect.any(String) }] });
  });

  test('with --json and --json-events there is one document all the same', async () => {
    const { exitCode, stdout } = await run('send', '--json', '--json-events');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ event: 'error', problems: [{ code: 'USAGE_CONFLICT' }] });
  });

  test('an .env that cannot be read is said before anything is done', async () => {
    const other = await mkdtemp(join(tmpdir(), 'masthead-'));
    await mkdir(join(other, '.env'));
    const { exitCode, stderr } = await runMasthead(['send', '--yes'], { folder: other });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error FILE_NOT_READ  .env');
  });

  test('no command at all shows the manual page on stderr', async () => {
    const { exitCode, stdout, stderr } = await run();
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('Usage: masthead');
  });
});

describe('help', () => {
  test('is one line of purpose, options with their defaults, and two examples, for every command', async () => {
    const commands = ['preview', 'export', 'check', 'send', 'status', 'subscribers', 'import', 'new'];
    for (const command of commands) {
      const { exitCode, stdout } = await run(command, '--help');
      expect(exitCode).toBe(0);
      expect(stdout.split('\n')[0]).toMatch(new RegExp(`^Usage: masthead ${command}`));
      expect(stdout.split('\n')[2]).toMatch(/^[A-Z].+\.$/);
      expect(stdout.match(/^ {2}\$ masthead/gm)?.length).toBeGreaterThanOrEqual(2);
    }
  });

  test('of one command is its page, by its name after help too', async () => {
    for (const path of [['send'], ['subscribers', 'add']]) {
      const asked = await run(...path.slice(0, -1), 'help', ...path.slice(-1));
      expect(asked).toEqual(await run(...path, '--help'));
      expect(asked.exitCode).toBe(0);
    }
  });

  test('is in docs/commands.md as it is printed', async () => {
    const page = generatedDocs['docs/commands.md']?.() ?? '';
    const { stdout } = await runMasthead(['--help'], { folder, env: { COLUMNS: '100' } });
    for (const line of stdout.trim().split('\n')) expect(page).toContain(line.trim());
  });
});

test('--version prints the version of package.json', async () => {
  const {
    default: { version },
  } = await import('../../package.json', { with: { type: 'json' } });
  expect(await run('--version')).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
});
