import { z } from 'zod'
import { isTimeZone } from './domain/day.ts'
import { LOCALES } from './domain/person.ts'

const words = z.string().trim().min(1).optional()
const timeZone = z.string().refine(isTimeZone, 'is not a time zone; use a name such as Europe/Rome')

const PORT_RANGE = 'must be a whole number from 0 to 65535'

const Environment = z.object({
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must start with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'must start with xapp-').optional(),
  SLACK_SIGNING_SECRET: words,
  SLACK_CLIENT_ID: words,
  SLACK_CLIENT_SECRET: words,
  SLACK_STATE_SECRET: words,
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be a web address' })
    .default('https://slack.com/api/')
    .transform((url) => (url.endsWith('/') ? url : `${url}/`)),
  DATABASE_URL: z
    .string()
    .regex(
      /^(sqlite:.+|postgres(ql)?:\/\/.+)$/,
      'must be sqlite:./path/to/file.db or postgres://user@host/database',
    )
    .optional(),
  PORT: z.coerce.number(PORT_RANGE).int(PORT_RANGE).min(0, PORT_RANGE).max(65_535, PORT_RANGE).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  REGIA_TIMEZONE: timeZone.default('Europe/Rome'),
  REGIA_LOCALE: z.enum(LOCALES, 'must be en or it').default('en'),
  REGIA_INBOX: words,
  REGIA_THRESHOLDS: words,
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'silent'], 'must be fatal, error, warn, info or silent')
    .default('info'),
  LOG_PRETTY: z
    .string()
    .optional()
    .transform((it) => (it === undefined ? undefined : !['0', 'false', 'no', ''].includes(it.toLowerCase()))),
})
type Environment = z.output<typeof Environment>

/** Apart from any real workspace's. */
export const PLAYGROUND_DATABASE = 'sqlite:./var/playground/regia.db'

export type Mode =
  | { kind: 'playground' }
  | { kind: 'socket'; token: string; appToken: string }
  | { kind: 'http'; token: string; signingSecret: string }

export interface Config {
  mode: Mode
  apiUrl: string
  databaseUrl: string
  /** The playground's: apart from any workspace's, unless `DATABASE_URL` asks for one. */
  playgroundUrl: string
  port: number
  host: string
  defaults: { timeZone: string; locale: (typeof LOCALES)[number] }
  inbox: string | null
  /** A file of what the workspace goes by instead of the usual thresholds. */
  thresholds: string | null
  log: { level: Environment['LOG_LEVEL']; pretty: boolean | undefined }
}

/** Every fault in one message, each with what to do about it. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault'
}

/** Read once, at the door. Nothing further in looks at the environment. An empty variable is an absent one. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const { data, error } = Environment.safeParse(given)
  if (!data)
    throw new ConfigFault(
      [
        'Regia cannot start with these settings:',
        ...error.issues.map((it) => `  ${it.path.join('.')} ${it.message}`),
      ].join('\n'),
    )
  const mode = modeOf(data)
  if (mode.kind === 'playground') refuseCredentials(given)
  return {
    mode,
    apiUrl: data.SLACK_API_URL,
    databaseUrl: data.DATABASE_URL ?? 'sqlite:./var/regia.db',
    playgroundUrl: data.DATABASE_URL ?? PLAYGROUND_DATABASE,
    port: data.PORT,
    host: data.HOST,
    defaults: { timeZone: data.REGIA_TIMEZONE, locale: data.REGIA_LOCALE },
    inbox: data.REGIA_INBOX ?? null,
    thresholds: data.REGIA_THRESHOLDS ?? null,
    log: { level: data.LOG_LEVEL, pretty: data.LOG_PRETTY },
  }
}

const modeOf = (env: Environment): Mode => {
  const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env
  if (env.SLACK_CLIENT_ID || env.SLACK_CLIENT_SECRET || env.SLACK_STATE_SECRET)
    throw new ConfigFault(
      'Regia cannot start with these settings:\n  SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET are for installing into many workspaces, which this version cannot do yet: remove them and use SLACK_BOT_TOKEN',
    )
  if (!token && !appToken && !signingSecret) return { kind: 'playground' }
  if (token && appToken) return { kind: 'socket', token, appToken }
  if (token && signingSecret) return { kind: 'http', token, signingSecret }
  throw new ConfigFault(
    token
      ? 'Regia cannot start with these settings:\n  SLACK_BOT_TOKEN is set alone: add SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP mode'
      : `Regia cannot start with these settings:\n  ${appToken ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'} is set but SLACK_BOT_TOKEN is missing: add it, or remove both to start the playground`,
  )
}

/** A credential under a name that Regia does not know is a slip, and no reason to play. */
const refuseCredentials = (given: Readonly<Record<string, unknown>>): void => {
  const found = Object.keys(given).filter((it) => /^SLACK_.*(TOKEN|SECRET|CLIENT_ID)$/.test(it))
  if (found.length > 0)
    throw new ConfigFault(
      `Regia cannot start with these settings:\n  ${found.join(' and ')} holds a credential, but Regia has no such setting: use SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET, or remove it to start the playground`,
    )
}
