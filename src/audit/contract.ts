// The trail: the log read as who did what, when and from where.
import Type, { type Static } from 'typebox'
import { At, Nullable, Strict, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { Page, pageFields } from '#shared/paging.ts'
import { streamPattern } from '#shared/streams.ts'

export const AuditRow = Strict({
  stream: Type.String(),
  seq: Type.Integer(),
  kind: Type.String(),
  at: At,
  personId: Nullable(Id),
  terminalId: Nullable(Id),
  callId: Nullable(Id),
  body: Type.Unknown(),
  hash: Type.String(),
})
export type AuditRow = Static<typeof AuditRow>
export const auditList = operation({
  name: 'audit.list',
  summary: 'The facts of a stream, newest first',
  http: ['GET', '/audit'],
  needs: 'audit.list',
  effect: 'read',
  input: Strict({
    stream: Type.String({ pattern: streamPattern, maxLength: 42 }),
    kind: Type.Optional(
      Type.String({
        maxLength: 400,
        description:
          'Kinds (`price.changed`) or things (`price`: all kinds of it), parted by commas; all where absent',
      }),
    ),
    personId: Type.Optional(Type.String({ ...Id, description: 'Who did it, or whom it is about' })),
    from: Type.Optional(Type.String({ ...At, description: 'The first instant' })),
    before: Type.Optional(Type.String({ ...At, description: 'The instant it ends before' })),
    ...pageFields,
  }),
  output: Page(AuditRow),
})
