import { useEffect, useState } from 'react';

/**
 * What the API says at a path, asked again with every generation. While a newer answer is on its way the last one stays,
 * so that nothing on the page flickers; the answer for another path is never given.
 */
export function useJson<Value>(path: string | undefined, generation: number | undefined): Value | undefined {
  const [answer, setAnswer] = useState<{ readonly path: string; readonly value: Value }>();
  useEffect(() => {
    if (path === undefined || generation === undefined) return;
    const leave = new AbortController();
    fetch(path, { signal: leave.signal })
      .then(async (response) => setAnswer({ path, value: (await response.json()) as Value }))
      // The server went away or we did: the next generation asks again.
      .catch(() => {});
    return () => leave.abort();
  }, [path, generation]);
  return answer?.path === path ? answer?.value : undefined;
}
