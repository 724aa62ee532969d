import { spoken } from '#src/blocks/spoken.ts'
import type { Scene } from '#src/kit/context.ts'
import { Refusal } from '#src/kit/refuse.ts'

/** The sentence of a refusal, to stand at a form's field, where no marks are shown; nothing when all is well. */
export const complaintAbout = async (
  attempt: () => Promise<unknown>,
  { voice }: Pick<Scene, 'voice'>,
): Promise<string | undefined> => {
  try {
    await attempt()
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return spoken(error.in(voice.t))
    throw error
  }
}
