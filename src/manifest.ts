import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const Manifest = z.object({
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string() }),
    ),
    shortcuts: z.array(
      z.object({
        name: z.string(),
        type: z.enum(['global', 'message']),
        callback_id: z.string(),
        description: z.string(),
      }),
    ),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
})

export interface AppManifest {
  commands: z.output<typeof Manifest>['features']['slash_commands']
  shortcuts: z.output<typeof Manifest>['features']['shortcuts']
  scopes: readonly string[]
  events: readonly string[]
  homeTab: boolean
  messagesTab: boolean
}

/** What Slack is told of Regia; the playground is told the same, so that what it lets through Slack will too. */
export const readManifest = async (): Promise<AppManifest> => {
  const text = await readFile(join(import.meta.dirname, '..', 'manifest.yml'), 'utf8')
  const { features, oauth_config, settings } = Manifest.parse(parse(text))
  return {
    commands: features.slash_commands,
    shortcuts: features.shortcuts,
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions.bot_events,
    homeTab: features.app_home.home_tab_enabled,
    messagesTab: features.app_home.messages_tab_enabled,
  }
}
