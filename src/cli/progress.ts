import { SingleBar } from 'cli-progress'
import type { ImportProgress } from '../domain/facts.ts'
import type { Door } from './door.ts'

export interface Progress {
  at(progress: ImportProgress): void
  done(): void
}

/** A bar on a terminal, once it takes longer than a second; elsewhere a plain line now and then. */
export const progress = (
  file: string,
  { terminal, murmur, voice }: Pick<Door, 'terminal' | 'murmur' | 'voice'>,
): Progress => {
  const began = performance.now()
  let bar: SingleBar | null = null
  let saidAt = began
  return {
    at: ({ read, share }) => {
      const now = performance.now()
      if (now - began < 1000) return
      if (!terminal) {
        if (now - saidAt < 5000) return
        saidAt = now
        return murmur(
          `${file}: ${voice.number(read)}${share === null ? '' : ` (${Math.round(share * 100)} %)`}`,
        )
      }
      if (!bar) {
        bar = new SingleBar({
          format: `${file} [{bar}] {percentage} % · {read}`,
          clearOnComplete: true,
          hideCursor: true,
        })
        bar.start(100, 0, { read: voice.number(0) })
      }
      bar.update(Math.round((share ?? 0) * 100), { read: voice.number(read) })
    },
    done: () => bar?.stop(),
  }
}
