import { context, header, inert, message, section } from '../blocks/blocks.ts'
import { usage } from './args.ts'
import type { Command } from './command.ts'
import type { Say } from './effects.ts'

/** `/x help` for every command: made from the grammar and the catalogue, so that it cannot lie. */
export const helpFor = (commands: readonly Command[], slash: string): Say => {
  const own = commands.filter(({ name }) => `/${name.split(' ')[0]}` === slash)
  return ({ t }) =>
    message(
      own.map((it) => `${usage(it, t)}: ${t.commands[it.name].help}`).join('. '),
      header(slash),
      own.map((it) => {
        const { help, example } = t.commands[it.name]
        return section(`${help}\n\`${inert(usage(it, t))}\`\n_${inert(example)}_`)
      }),
      context(t.regia.intro),
    )
}
