// Every sentence of the client in English; its keys are the keys of every other language.
import { basketWords } from './en/basket.ts'
import { board } from './en/board.ts'
import { door } from './en/door.ts'
import { facts } from './en/facts.ts'
import { faces } from './en/faces.ts'
import { lists } from './en/lists.ts'
import { office } from './en/office.ts'
import { officeCompany } from './en/office-company.ts'
import { officeOwed } from './en/office-owed.ts'
import { officeGoods } from './en/office-goods.ts'
import { officePolicies } from './en/office-policies.ts'
import { officeTrade } from './en/office-trade.ts'
import { parts } from './en/parts.ts'
import { print } from './en/print.ts'
import { rights } from './en/rights.ts'
import { scan } from './en/scan.ts'
import { problems } from './en/problems.ts'
import { security } from './en/security.ts'
import { sell } from './en/sell.ts'
import { switchWords } from './en/switch.ts'
import { tillPay } from './en/till-pay.ts'
import { together } from './en/together.ts'

export const en = {
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
