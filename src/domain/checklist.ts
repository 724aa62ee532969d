/** One line of what has to be done for a follow-up. */
export interface Check {
  /** What people call it by: it stays the same while others come and go. */
  n: number
  text: string
  done: boolean
}

export const MOST_CHECKS = 30
export const LONGEST_CHECK = 200

/** `- call`, `* call`, `• call`, `[ ] call`, `- [x] called`; not `- 30% of diamonds`, which is a number. */
const LINE =
  /^\s*(?:[-*•◦▪–]\s+(?:\[(?<mark>[ xX✓]?)\]\s*)?|\[(?<mark>[ xX✓]?)\]\s*)(?<text>(?!\d[\d.,]*\s*%)\S.*)$/u

/** What a text asks for, and the lines of it that can be ticked one by one. */
export interface Listed {
  what: string
  checks: readonly Check[]
}

/**
 * Takes the lines that are a list out of a text. A text that is nothing but a list is called by its lines; what would be
 * too many lines, or too long, stays in the text as it was. `was` keeps its numbers: who edits a list does not rename it.
 */
export const checklistIn = (text: string, was: readonly Check[] = []): Listed => {
  const lines = text.split(/\r\n?|\n/)
  const read = lines.map((line) => LINE.exec(line)?.groups ?? null)
  const found = read.flatMap((it) => (it ? [{ text: it.text?.trim() ?? '', mark: it.mark ?? '' }] : []))
  if (found.length === 0 || found.length > MOST_CHECKS || found.some((it) => it.text.length > LONGEST_CHECK))
    return { what: text.trim(), checks: [] }
  const rest = lines
    .filter((_, i) => read[i] === null)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  const known = [...was]
  let last = Math.max(0, ...was.map(({ n }) => n))
  const checks = found.map(({ text: said, mark }): Check => {
    const at = known.findIndex((it) => it.text === said)
    const [before] = at < 0 ? [] : known.splice(at, 1)
    return { n: before?.n ?? ++last, text: said, done: mark.trim() !== '' }
  })
  return { what: rest === '' ? found.map((it) => it.text).join('; ') : rest, checks }
}

/** As it was typed, or could be: `checklistIn` reads it as the same. */
export const withChecklist = ({ what, checks }: Listed): string =>
  [what, ...checks.map(({ text, done }) => `- [${done ? 'x' : ' '}] ${text}`)].join('\n')

export const isTicked = (checks: readonly Check[]): boolean =>
  checks.length > 0 && checks.every(({ done }) => done)

/** As a list begins: nothing of it is done. */
export const afresh = (checks: readonly Check[]): readonly Check[] =>
  checks.map((it) => ({ ...it, done: false }))
