import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino'

export interface LogOptions {
  level: string
  /** For people at a terminal; lines of JSON for machines. */
  pretty: boolean
}

/** No token, address of an answer, trigger or message text is ever written down. */
export const openLog = ({ level, pretty }: LogOptions, sink?: DestinationStream): Logger => {
  const options: LoggerOptions = {
    level,
    redact: {
      paths: ['token', 'authorization', 'response_url', 'trigger_id', 'text', 'blocks', 'body'].flatMap(
        (it) => [it, `*.${it}`, `*.*.${it}`, `err.data.${it}`],
      ),
      censor: '[hidden]',
    },
    ...(pretty && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } },
    }),
  }
  return sink ? pino(options, sink) : pino(options)
}
