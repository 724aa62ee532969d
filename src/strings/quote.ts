/**
 * What somebody typed, standing out in mrkdwn. Slack's own marks in it, or a new line, would end the emphasis early:
 * a look-alike takes the place of the one, a blank that of the other.
 */
export const bold = (typed: string | number): string => `*${short(typed).replaceAll('*', '∗')}*`
/** The same for what is to be typed, or is quoted letter by letter. */
export const code = (typed: string | number): string => `\`${short(typed).replaceAll('`', 'ˋ')}\``

/** All of it stands under the sentence, where what was typed is kept. */
const LONGEST = 300
const short = (typed: string | number): string => {
  const line = String(typed).replace(/\s+/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}
