// Files that workers make, kept in PostgreSQL beside what they are about, so that every hub can serve
// them and a backup holds them. Written in the transaction that concludes their job; for documents of
// up to some megabytes, not for streams.
import { hash as digestOf } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Id } from '#shared/ids.ts'
import type { Sql } from './database.ts'
import { scopeOf } from './http.ts'
import type { Kernel } from './kernel.ts'
import { Problem } from './problems.ts'
import { permit, requireStore } from './scope.ts'

type FileFormat = 'pdf' | 'csv' | 'xlsx'

const media: Record<FileFormat, string> = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Keeps a file of a document in place of a former one of the same format. `at` is ISO 8601. */
export async function keepFile(
  sql: Sql,
  documentId: Id,
  format: FileFormat,
  bytes: Buffer,
  at: string,
): Promise<void> {
  await sql(
    `insert into file (document_id, format, hash, size, bytes, at) values ($1, $2, $3, $4, $5, $6)
     on conflict (document_id, format) do update
        set hash = excluded.hash, size = excluded.size, bytes = excluded.bytes, at = excluded.at`,
    [documentId, format, contentHash(bytes), bytes.length, bytes, at],
  )
}

/** SHA-256 of the bytes as 64 hex digits. */
export function contentHash(bytes: Buffer): string {
  return digestOf('sha256', bytes)
}

/** Removes every file of these documents. */
export async function removeFiles(sql: Sql, documentIds: readonly Id[]): Promise<void> {
  await sql(`delete from file where document_id = any($1)`, [documentIds])
}

/** Throws, as a call would, unless whoever asks holds `needs` and may touch the store. */
export async function permitDownload(
  kernel: Kernel,
  request: FastifyRequest,
  needs: string,
  storeId: Id,
): Promise<void> {
  const scope = await scopeOf(kernel, request)
  await kernel.admit(scope)
  permit(scope, needs)
  requireStore(scope, storeId)
}

/**
 * Answers a download. `name` is what the file is saved as, of letters, digits and hyphens, without
 * its ending. Throws `not-found` while there is no such file.
 */
export async function sendFile(
  reply: FastifyReply,
  sql: Sql,
  documentId: Id,
  format: FileFormat,
  name: string,
): Promise<FastifyReply> {
  const [file] = await sql<{ bytes: Buffer; hash: string }>(
    `select bytes, hash from file where document_id = $1 and format = $2`,
    [documentId, format],
  )
  if (!file) throw new Problem('not-found', 'This file has not been made')
  const disposition = format === 'pdf' ? 'inline' : 'attachment'
  return reply
    .header('content-type', media[format])
    .header('content-disposition', `${disposition}; filename="${plain(name)}.${format}"`)
    .header('etag', `"${file.hash}"`)
    .send(file.bytes)
}

// A quote or a line break in a header would say more than a name.
const plain = (name: string) => name.replace(/[^\w.-]+/g, '-')
