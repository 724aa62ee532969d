import type { Scene } from './scene.ts'

/** Somebody types a line; what only they see of the answer, as it reads: without its marks, and links as their words. */
export const said = async (
  { slack, settled }: Pick<Scene, 'slack' | 'settled'>,
  who: string,
  line: string,
  channel = '#live-eu',
): Promise<string> => {
  await slack.as(who).types(channel, line)
  await settled()
  return bare(slack.as(who).notices().at(-1)?.shows ?? '')
}

/** What the app wrote to somebody alone, the oldest first. */
export const told = ({ slack }: Pick<Scene, 'slack'>, who = 'anna'): string[] =>
  slack
    .as(who)
    .dm()
    .map(({ shows }) => bare(shows))

/** What the app posted in a channel, the oldest first: its blocks, as JSON. */
export const posts = ({ slack }: Pick<Scene, 'slack'>, channel = '#live-eu'): string[] =>
  slack
    .channel(channel)
    .fromApp()
    .map(({ blocks }) => JSON.stringify(blocks))

const bare = (shows: string): string =>
  shows.replaceAll(/[`*]|<https:[^|>]+\||(?<=posted|pubblicato|\d\d)>/g, '')
