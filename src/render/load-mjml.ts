import { createRequire } from 'node:module';
import type compileMjml from 'mjml';

/** Takes MJML markup and options; gives HTML, or throws a ValidationError with all `errors`. */
export type CompileMjml = typeof compileMjml;

/**
 * MJML's compiler. It takes about 300 ms to load, so it is loaded by the first render and not before; Node keeps it.
 *
 * While it is loaded, MJML reads `.mjmlconfig` in the working directory and runs the packages named there. Whoever can put a
 * file into a folder could run code that way, so that one function is put out of work first. The module is MJML's own,
 * whose version is pinned; tests/render/mjml-config.test.ts fails when it moves.
 */
export function loadMjml(): CompileMjml {
  const requireHere = createRequire(import.meta.url);
  const requireInMjml = createRequire(requireHere.resolve('mjml'));
  const config: { default: unknown } = requireInMjml('mjml-core/lib/helpers/mjmlconfig.js');
  config.default = () => undefined;
  const compile: CompileMjml = requireHere('mjml');
  return compile;
}
