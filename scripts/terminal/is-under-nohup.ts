import { readFileSync } from 'node:fs';

/** The bits of an open file's flags that say what it was opened for, and what they are where it can only be written to. */
const [accessMode, writeOnly] = [0o3, 0o1];

/**
 * Whether `nohup` started this program, which is then to outlive its terminal. Node takes back that SIGHUP is ignored before
 * any of our code runs, so it is another trace that tells: GNU's nohup puts a /dev/null that cannot be read into the place of
 * the terminal that would be read from, and nobody else opens an input only to write to it. Linux says so, other systems do not.
 */
export function isUnderNohup(): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync('/proc/self/fdinfo/0', 'utf8'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & accessMode) === writeOnly;
  } catch {
    return false;
  }
}
