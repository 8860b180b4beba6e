// Every sentence of the client in Arabic, with the keys of English and all six plurals.
import { basketWords } from './ar/basket.ts'
import { board } from './ar/board.ts'
import { door } from './ar/door.ts'
import { facts } from './ar/facts.ts'
import { faces } from './ar/faces.ts'
import { lists } from './ar/lists.ts'
import { office } from './ar/office.ts'
import { officeCompany } from './ar/office-company.ts'
import { officeOwed } from './ar/office-owed.ts'
import { officeGoods } from './ar/office-goods.ts'
import { officePolicies } from './ar/office-policies.ts'
import { officeTrade } from './ar/office-trade.ts'
import { parts } from './ar/parts.ts'
import { print } from './ar/print.ts'
import { rights } from './ar/rights.ts'
import { scan } from './ar/scan.ts'
import { problems } from './ar/problems.ts'
import { security } from './ar/security.ts'
import { sell } from './ar/sell.ts'
import { switchWords } from './ar/switch.ts'
import { tillPay } from './ar/till-pay.ts'
import { together } from './ar/together.ts'

export const ar = {
  ...parts,
  ...print,
  ...faces,
  ...scan,
  ...board,
  ...door,
  ...problems,
  ...sell,
  ...tillPay,
  ...basketWords,
  ...together,
  ...lists,
  ...office,
  ...officeCompany,
  ...officeOwed,
  ...officeGoods,
  ...officePolicies,
  ...officeTrade,
  ...rights,
  ...facts,
  ...security,
  ...switchWords,
}
