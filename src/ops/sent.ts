import type { Logger } from 'pino'
import type { Meters } from './meters.ts'

/** Nobody in Slack can be told of these: what they refuse is the bot. */
const TOKEN_REFUSALS = /^(invalid_auth|not_authed|account_inactive|token_revoked|token_expired)/

/** Counts what became of each attempt to say something, and logs what whoever runs Regia must mend. */
export const sentWatch =
  (meters: Pick<Meters, 'sent'>, log: Pick<Logger, 'error' | 'warn'>) =>
  (_: unknown, result: Parameters<Meters['sent']>[0], error: string | null): void => {
    meters.sent(result)
    if (error !== null && TOKEN_REFUSALS.test(error))
      log.error(
        { error },
        'Slack does not take the bot token any more: install the app again, and set SLACK_BOT_TOKEN',
      )
    else if (result === 'parked') log.warn({ error }, 'Slack would not take a message')
  }
