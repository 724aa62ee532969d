import { shaped } from '#src/kit/args.ts'

/** `FU-12`, `fu12` or just `12`. */
export const FollowupRef = shaped('FU-12', (typed) => {
  const [, number] = /^(?:fu-?)?(\d{1,9})$/i.exec(typed) ?? []
  return number === undefined ? null : `FU-${Number(number)}`
})
