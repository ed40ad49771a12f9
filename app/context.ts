import { data, redirect, type AppLoadContext, type TypedResponse } from '@remix-run/node'
import type { z } from 'zod'
import type { Actor } from '#server/access/rules/actor.ts'
import { httpStatus, type Outcome, type Refusal } from '#server/platform/rules/outcome.ts'
import { paths } from './paths.ts'

/** One fault of a form; without `field` it concerns the whole. */
export type FormError = { field?: string; message: string }
/** What a page gets back when its form was refused: the faults, and all that had been typed. */
export type RefusedForm = { errors: FormError[]; typed: Record<string, string> }
export type ReadForm<T> =
  { ok: true; value: T; typed: Record<string, string> } | ({ ok: false } & RefusedForm)

/** The signed-in person; everybody else signs in first and comes back to the page they asked for. */
export function signedIn(context: AppLoadContext): Actor {
  const { actor, askedFor } = context
  if (actor) return actor
  throw redirect(askedFor === null ? paths.signIn : paths.signInTo(askedFor), 303)
}

/** The same for a file, which is no page to come back to: `path` is the page it is had from. */
export function signedInFor(context: AppLoadContext, path: string): Actor {
  if (!context.actor) throw redirect(paths.signInTo(path), 303)
  return context.actor
}

/** The value, or a page that says there is no such thing (or why it cannot be had). */
export function found<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  const { code, message } = outcome.error
  throw data({ message }, { status: httpStatus[code], headers: waitHeaders(outcome.error) })
}

/** A path segment read once at the border; what does not fit is an unknown address. */
export function readParam<S extends z.ZodType>(schema: S, raw: string | undefined): z.output<S> {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  throw data({ message: 'There is no such page.' }, { status: 404 })
}

/**
 * Parses a posted form with `schema`. A name that comes once is a string; names the schema knows as
 * lists may repeat. What was typed is kept as it came, for the page to show again.
 */
export async function readForm<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<ReadForm<z.output<S>>> {
  return parseForm(await request.formData(), schema)
}

export function parseForm<S extends z.ZodType>(form: FormData, schema: S): ReadForm<z.output<S>> {
  const typed = typedText(form)
  // From entries, so that a field named __proto__ is a field like any other.
  const raw = Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name).filter((value) => typeof value === 'string')
      return [name, values.length > 1 ? values : (values[0] ?? '')]
    }),
  )
  const parsed = schema.safeParse(raw)
  if (parsed.success) return { ok: true, value: parsed.data, typed }
  const errors = parsed.error.issues.map((issue) => {
    const field = issue.path[0]
    return field === undefined
      ? { message: issue.message }
      : { field: String(field), message: issue.message }
  })
  return { ok: false, errors, typed }
}

/** All text of a form by name, as it was typed; passwords are never sent back. */
export function typedText(form: FormData): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const [name, value] of form) {
    if (typeof value === 'string' && !/password/i.test(name)) typed[name] = value
  }
  return typed
}

type Refused = { ok: false; error: Refusal } | ({ ok: false } & RefusedForm)

/** Answers a refused form: its faults and everything typed, with the status of the refusal. */
export function refused(outcome: Refused, typed: Record<string, string> = {}) {
  if ('errors' in outcome) {
    return data<RefusedForm>({ errors: outcome.errors, typed: outcome.typed }, { status: 422 })
  }
  const { code, message, field } = outcome.error
  return data<RefusedForm>(
    { errors: [field ? { field, message } : { message }], typed },
    { status: httpStatus[code], headers: waitHeaders(outcome.error) },
  )
}

/** How long to wait before the next try, where a refusal says so. */
function waitHeaders({ retryAfter }: Refusal): Record<string, string> {
  return retryAfter ? { 'Retry-After': String(Math.ceil(retryAfter)) } : {}
}

/** After a form was done: look at the result, so that reload repeats nothing. */
export function seeOther(path: string, headers: HeadersInit = {}): TypedResponse<never> {
  return redirect(path, { status: 303, headers })
}
