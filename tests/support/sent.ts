import type { Playground } from '#playground/server/playground.ts'

/** The file of that ending that somebody was sent; Slack shows it when it likes. */
export const sent = async (slack: Playground, who: string, ending: string): Promise<Buffer> => {
  const shown = () => {
    const ids = slack
      .as(who)
      .dm()
      .flatMap(({ files }) => files)
    return slack.files().find(({ id, name }) => ids.includes(id) && name.endsWith(ending))
  }
  await slack.until(() => shown() !== undefined)
  return Buffer.from(shown()?.bytes ?? '', 'base64')
}
