import { test } from './support/northbridge.ts'
import { walkTheLoop } from './support/loop.ts'
import { lookAt } from './support/screenshots.ts'

test('six people hold the room, and three of them walk the whole loop to two pieces of CPD', async ({
  enter,
}) => {
  test.setTimeout(1_500_000)
  const manager = await enter('Amara')
  const practitioners = []
  for (const name of ['Ben', 'Chloe', 'Dev', 'Ewa', 'Farid']) practitioners.push(await enter(name))
  await walkTheLoop({ manager, practitioners }, lookAt, ['Amara', 'Ben', 'Ewa'])
})
