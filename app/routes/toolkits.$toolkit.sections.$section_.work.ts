import { data, type ActionFunctionArgs } from '@remix-run/node'
import { postWork } from '#app/ui/learning/post.ts'
import { httpStatus } from '#server/platform/rules/outcome.ts'

/** The same posts as the section's own page takes, for its script: the answer is data. */
export async function action(args: ActionFunctionArgs) {
  const posted = await postWork(args)
  if (posted.ok) return Response.json(posted.value)
  const { code, message } = posted.error
  return Response.json({ message }, { status: httpStatus[code] })
}

/** There is nothing to look at here. */
export function loader() {
  throw data({ message: 'There is no such page.' }, { status: 404 })
}
