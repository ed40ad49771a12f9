import { keptItem, type KeptItem } from './kept-items.ts'

/** What the server hands to the signed-in page: a name on the device, and the key, in memory only. */
export type DeviceKey = { owner: string; key: string }

/** One sealed item on the device. Nothing of what it holds can be read from it. */
type Row = {
  id?: number
  owner: string
  room: string
  tab: string
  iv: Uint8Array<ArrayBuffer>
  sealed: ArrayBuffer
}
export type Change = { put: KeptItem } | { erase: number }

export type DeviceStore = {
  /** What pages that have ended left for this room, and how to erase it. */
  left(): Promise<{ id: number; item: KeptItem }[]>
  /** Does all changes or none; answers the number of each item that was put. */
  write(changes: readonly Change[]): Promise<(number | null)[]>
  close(): void
}

const database = 'casecircle'
const store = 'unsent'

/**
 * The device's own store for one person and room: IndexedDB, each item sealed with AES-GCM by
 * WebCrypto. Null where the browser has no such thing, or the page did not come over https.
 */
export async function openDeviceStore(
  { owner, key }: DeviceKey,
  room: string,
): Promise<DeviceStore | null> {
  if (!canKeep()) return null
  try {
    const secret = await importKey(key)
    const db = await openDatabase()
    const { tab, letGo } = await holdTab()
    const bound = new TextEncoder().encode(`${owner}/${room}`)

    async function seal(item: KeptItem): Promise<Row> {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const text = new TextEncoder().encode(JSON.stringify(item))
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: bound },
        secret,
        text,
      )
      return { owner, room, tab, iv, sealed }
    }

    async function open({ iv, sealed }: Row): Promise<KeptItem | null> {
      try {
        const text = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv, additionalData: bound },
          secret,
          sealed,
        )
        const read = keptItem.safeParse(JSON.parse(new TextDecoder().decode(text)))
        return read.success ? read.data : null
      } catch {
        // Sealed with another key, or spoilt: it is not ours to read.
        return null
      }
    }

    return {
      async left() {
        const rows = await rowsOf(db, owner)
        // What this page has kept meanwhile was left by nobody.
        const alive = (await tabsAlive()).add(tab)
        const found: { id: number; item: KeptItem }[] = []
        for (const row of rows) {
          if (row.room !== room || row.id === undefined) continue
          if (alive.has(row.tab)) continue
          const item = await open(row)
          if (item) found.push({ id: row.id, item })
        }
        return found
      },

      async write(changes) {
        const sealed = await Promise.all(
          changes.map(async (one) => ('put' in one ? await seal(one.put) : one.erase)),
        )
        const transaction = db.transaction(store, 'readwrite')
        const rows = transaction.objectStore(store)
        const put = sealed.map((one) => {
          if (typeof one !== 'number') return rows.add(one)
          rows.delete(one)
          return null
        })
        await done(transaction)
        return put.map((request) => (typeof request?.result === 'number' ? request.result : null))
      },

      close() {
        letGo()
        db.close()
      },
    }
  } catch {
    return null
  }
}

/** The rooms of which something of `owner` lies on this device and has not been sent. */
export async function roomsWithUnsent(owner: string): Promise<string[]> {
  if (!canKeep()) return []
  try {
    const db = await openDatabase()
    const rows = await rowsOf(db, owner)
    db.close()
    return [...new Set(rows.map((row) => row.room))]
  } catch {
    return []
  }
}

function canKeep(): boolean {
  return globalThis.isSecureContext && 'indexedDB' in globalThis && 'subtle' in crypto
}

async function importKey(key: string): Promise<CryptoKey> {
  const letters = atob(key.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1)
    request.onupgradeneeded = () => {
      const rows = request.result.createObjectStore(store, { keyPath: 'id', autoIncrement: true })
      rows.createIndex('owner', 'owner')
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(new Error('no store'))
    request.onblocked = () => reject(new Error('no store'))
  })
}

function rowsOf(db: IDBDatabase, owner: string): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const request: IDBRequest<unknown[]> = db
      .transaction(store)
      .objectStore(store)
      .index('owner')
      .getAll(owner)
    request.onsuccess = () => resolve(request.result.filter(isRow))
    request.onerror = () => reject(new Error('cannot be read'))
  })
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'sealed' in value && 'iv' in value
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(new Error('not kept'))
    transaction.onerror = () => reject(new Error('not kept'))
  })
}

const tabLock = 'casecircle tab '

/** A name for this page that others can tell is alive, for as long as it is. */
async function holdTab(): Promise<{ tab: string; letGo: () => void }> {
  const tab = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
  let letGo = (): void => undefined
  if (!('locks' in navigator)) return { tab, letGo }
  await new Promise<void>((held) => {
    void navigator.locks.request(`${tabLock}${tab}`, () => {
      held()
      return new Promise<void>((release) => (letGo = release))
    })
  })
  return { tab, letGo }
}

/** The pages that are still open: what they keep is theirs to send. */
async function tabsAlive(): Promise<Set<string>> {
  if (!('locks' in navigator)) return new Set()
  const { held = [] } = await navigator.locks.query()
  return new Set(
    held.flatMap(({ name }) => (name?.startsWith(tabLock) ? [name.slice(tabLock.length)] : [])),
  )
}
