/** Another writer was faster: read again and reduce again. */
export class HeadMoved extends Error {
  readonly code = 'head_moved'
}
