// The door plate of approvals.
import { acts, writes, type Room } from '#kernel/room.ts'
import {
  approvalChanged,
  approvalRemoved,
  approvals,
  approvalsCancel,
  approvalsDecide,
  approvalsDecideByPin,
  approvalsRequest,
} from './contract.ts'
import { ApprovalRow } from './entities.ts'
import { approvalsJobs } from './jobs.ts'
import { cancel, decide, decideByPin, load, request } from './service.ts'

export const approvalsRoom: Room = {
  name: 'approvals',
  entities: [ApprovalRow],
  operations: [
    writes(approvalsRequest, request),
    writes(approvalsDecide, decide),
    acts(approvalsDecideByPin, decideByPin),
    writes(approvalsCancel, cancel),
  ],
  events: [approvalChanged, approvalRemoved],
  collections: [approvals],
  loaders: [{ names: ['approvals'], stream: 'store', load }],
  jobs: approvalsJobs,
}
