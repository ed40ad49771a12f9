import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage<string>()

/** Does `work` on behalf of the request `id`: whatever it records names that request. */
export function duringRequest<T>(id: string, work: () => T): T {
  return current.run(id, work)
}

/** The id of the request that is being answered; null outside one, such as an operator's command. */
export function currentRequest(): string | null {
  return current.getStore() ?? null
}
