import { z } from 'zod'
import { context, header, message, section } from '#src/blocks/blocks.ts'
import { command } from '#src/kit/command.ts'
import { reply } from '#src/kit/effects.ts'

/** Everything at a glance; each command's own `help` says more. */
export default command('regia help', {
  args: z.object({}),
  run: () =>
    reply(({ t }) => {
      const lines = Object.values(t.commands).map(({ help, example }) => `\`${example}\`\n${help}`)
      return message(
        `${t.regia.help}: ${t.regia.intro}`,
        header(t.regia.help),
        section(t.regia.intro),
        section(lines.slice(0, 8).join('\n')),
        section(lines.slice(8, 16).join('\n')),
        section(lines.slice(16).join('\n')),
        context(t.regia.mentionHelp),
      )
    }),
})
