import { readParam } from '#app/context.ts'
import { regulatorQuery } from '#server/cpd/rules/regulator/registration.ts'

/** Which of the reader's registrations an address asks for (`?for=nmc`); the first when it does not. */
export function readFor(request: Request): string | undefined {
  return readParam(regulatorQuery, new URL(request.url).searchParams.get('for') ?? undefined)
}
