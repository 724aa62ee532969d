export interface Page<It> {
  shown: readonly It[]
  /** How many follow on later pages. */
  more: number
  /** Left out because the reader may not know of them. */
  hidden: number
  /** After which the next page begins; null on the last one. */
  last: It | null
}

/** One page of what was found: only what `knows` lets the reader see, from where `isLeft` says that they are. */
export const paged = async <It>(
  found: readonly It[],
  {
    knows,
    isLeft = () => true,
    size,
  }: { knows(it: It): Promise<boolean>; isLeft?(it: It): boolean; size: number },
): Promise<Page<It>> => {
  const known: It[] = []
  for (const it of found) if (await knows(it)) known.push(it)
  const left = known.filter(isLeft)
  const shown = left.slice(0, size)
  return {
    shown,
    more: left.length - shown.length,
    hidden: found.length - known.length,
    last: left.length > size ? (shown.at(-1) ?? null) : null,
  }
}
