import type { People } from '#src/domain/ports.ts'

/** The same people and channels, each channel asked for once: a long list comes from few of them. */
export const remembered = (people: People): People => {
  const channels = new Map<string, ReturnType<People['channel']>>()
  return {
    ...people,
    channel: (id) => {
      const found = channels.get(id) ?? people.channel(id)
      channels.set(id, found)
      return found
    },
  }
}
