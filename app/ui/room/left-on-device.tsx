import { useEffect, useState } from 'react'
import { openDeviceStore, type DeviceKey } from '#app/room-client/device-store.ts'
import { textsOf } from '#app/room-client/kept-items.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { WhoReads } from '../who-reads.tsx'

/** Texts that never reached the server, for somebody who is no longer in the room. */
export function LeftOnDevice({ room, device }: { room: string; device: DeviceKey | null }) {
  const [left, setLeft] = useState<{ ids: number[]; texts: { id: string; text: string }[] }>()
  useEffect(() => {
    let isGone = false
    if (device) {
      void found(device, room).then((now) => {
        if (!isGone) setLeft(now)
      })
    }
    return () => {
      isGone = true
    }
  }, [device, room])
  if (!device || !left || left.texts.length === 0) return null
  const { ids, texts } = left

  async function throwAway(key: DeviceKey): Promise<void> {
    const store = await openDeviceStore(key, room)
    await store?.write(ids.map((id) => ({ erase: id })))
    store?.close()
    setLeft({ ids: [], texts: [] })
  }

  return (
    <Panel as="section" kind="private" labelledBy="on-device" classes="govuk-!-margin-top-6">
      <h2 className="govuk-heading-m" id="on-device">
        Kept on this device, not sent
      </h2>
      <WhoReads readers="only-you" />
      {texts.map(({ id, text }) => (
        <p key={id} className="govuk-body cc-lines">
          {text}
        </p>
      ))}
      <Button
        type="button"
        classes="govuk-button--secondary"
        attributes={{ onClick: () => void throwAway(device) }}
      >
        Throw away<span className="govuk-visually-hidden"> what is kept on this device</span>
      </Button>
    </Panel>
  )
}

async function found(device: DeviceKey, room: string) {
  const store = await openDeviceStore(device, room)
  const rows = (await store?.left()) ?? []
  store?.close()
  return { ids: rows.map(({ id }) => id), texts: textsOf(rows.map(({ item }) => item)) }
}
