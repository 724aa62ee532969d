import type { Workspace } from './workspace.ts'

/** What a person types, as Slack sends it on: names become ids, and `&`, `<`, `>` lose their meaning. */
export const typed = (workspace: Workspace, words: string, as: 'message' | 'command'): string => {
  const { people, channels, groups } = workspace.state
  const named = [
    ...people.flatMap(({ id, name, realName }) => {
      const token = as === 'command' ? `<@${id}|${name}>` : `<@${id}>`
      return [
        { written: `@${realName}`, token },
        { written: `@${name}`, token },
      ]
    }),
    ...groups.map(({ id, handle }) => ({
      written: `@${handle}`,
      token: as === 'command' ? `<!subteam^${id}|@${handle}>` : `<!subteam^${id}>`,
    })),
    ...channels
      .filter(({ kind }) => kind !== 'im')
      .map(({ id, name }) => ({ written: `#${name}`, token: `<#${id}|${name}>` })),
    ...['here', 'channel', 'everyone'].map((word) => ({ written: `@${word}`, token: `<!${word}>` })),
  ].toSorted((one, other) => other.written.length - one.written.length)

  let sent = ''
  let rest = words
  while (rest) {
    const before = sent.at(-1)
    const atWord = !before || /[\s(["'«:,;]/.test(before)
    const ready = rest.match(/^<(@[UW][A-Z0-9]+|#C[A-Z0-9]+|!subteam\^S[A-Z0-9]+)(\|[^<>]*)?>/)?.[0]
    const link = atWord ? rest.match(/^https?:\/\/[^\s<>]+[^\s<>.,;:!?)"'»]/i)?.[0] : undefined
    const name =
      atWord && /^[@#]/.test(rest)
        ? named.find(({ written }) => {
            const after = rest[written.length]
            return (
              rest.slice(0, written.length).toLowerCase() === written.toLowerCase() &&
              (!after || !/[\p{L}\p{N}_-]/u.test(after))
            )
          })
        : undefined
    const taken = ready ?? link ?? name?.written ?? rest[0] ?? ''
    sent += ready ?? (link ? `<${escaped(link)}>` : (name?.token ?? escaped(taken)))
    rest = rest.slice(taken.length)
  }
  return sent
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
