// Called once by the build, so that no request bundles a page.
import { writeOfflineFiles } from './offline-files.server.ts'

await writeOfflineFiles()
