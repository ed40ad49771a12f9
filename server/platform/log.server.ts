import { pino, type DestinationStream } from 'pino'

/** The only fields that ever reach the log: no bodies, tokens, addresses of people or their words. */
export type LogFields = {
  requestId?: string
  method?: string
  path?: string
  status?: number
  ms?: number
  code?: string
  event?: string
  count?: number
  error?: string
  stack?: string
  toolkit?: string
  room?: string
  reason?: string
}
export type Log = {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

const allowed: Record<keyof LogFields, true> = {
  requestId: true,
  method: true,
  path: true,
  status: true,
  ms: true,
  code: true,
  event: true,
  count: true,
  error: true,
  stack: true,
  toolkit: true,
  room: true,
  reason: true,
}

function onlyAllowed(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => Object.hasOwn(allowed, key)))
}

/** A JSON log on standard output (or `to`) that drops every field it does not know. */
export function createLog(level: LogLevel, to?: DestinationStream): Log {
  const out = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to)
  return {
    debug: (fields, message) => out.debug(onlyAllowed(fields), message),
    info: (fields, message) => out.info(onlyAllowed(fields), message),
    warn: (fields, message) => out.warn(onlyAllowed(fields), message),
    error: (fields, message) => out.error(onlyAllowed(fields), message),
  }
}

/** What may be logged of an error: its name and where it arose, never its message's values. */
export function errorFields(error: unknown): Pick<LogFields, 'error' | 'stack'> {
  if (!(error instanceof Error)) return { error: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { error: error.name, stack: frames.slice(0, 8).join('\n') }
}
