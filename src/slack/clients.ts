import { LogLevel, type Logger as SlackLogger } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'

/** Slack's libraries say things in their own way; only what is wrong is passed on, and never a message's text. */
export const slackLogger = (log: Logger): SlackLogger => ({
  debug: () => undefined,
  info: () => undefined,
  warn: (...said) => log.warn({ slack: said.map(String) }, 'slack library'),
  error: (...said) => log.error({ slack: said.map(String) }, 'slack library'),
  setLevel: () => undefined,
  getLevel: () => LogLevel.WARN,
  setName: () => undefined,
})

export interface SlackClients {
  /** For what somebody is waiting for: one try, and a short one, since a trigger lives three seconds. */
  interactive: WebClient
  /** For what must arrive once: never repeats a request by itself, never holds one channel up for another. */
  delivery: WebClient
}

export const slackClients = (
  {
    token,
    apiUrl,
    deliveryTimeoutMs = 10_000,
  }: { token: string; apiUrl: string; deliveryTimeoutMs?: number },
  log: Logger,
): SlackClients => {
  const common = {
    slackApiUrl: apiUrl,
    logger: slackLogger(log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  }
  return {
    interactive: new WebClient(token, { ...common, timeout: 2500 }),
    delivery: new WebClient(token, { ...common, timeout: deliveryTimeoutMs, maxRequestConcurrency: 10 }),
  }
}
