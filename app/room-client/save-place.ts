import type { LinkState } from './link.ts'

/** Where a text is that the server does not have yet, as the page says it. */
export type UnsavedPlace = { kind: 'device' } | { kind: 'offline' } | { kind: 'trying' }

/** Never more than is true: only what lies on the device is called saved there. Pure. */
export function unsavedPlace(link: LinkState | 'none', isOnDevice: boolean): UnsavedPlace {
  if (!isOnDevice) return { kind: 'trying' }
  return link === 'offline' ? { kind: 'offline' } : { kind: 'device' }
}
