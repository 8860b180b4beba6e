// What the basket says in English: its terms, why a price is what it is, and voids.
const basket = {
  off: 'What is taken off',
  offLine: 'Line',
  offBasket: 'Basket',
  offRow: 'Off the whole',
  terms: 'Sold by',
  soldBy: 'Sold by',
  soldByName: 'Sold by {{name}}',
  cashier: 'at the till',
  channel: 'How it was ordered',
  counter: 'At the counter',
  phone: 'By telephone',
  soldAs: 'Sold as',
  piece: 'One',
  termsApply: 'Prices and taxes of {{name}} apply',
  termsGone: 'Prices and taxes are those of the shelf again',
}

const price = {
  title: 'Why this price',
  version: 'Price version {{number}}',
  versionSince: 'Price version {{number}}, in force since {{date}}',
  comesTo: 'The line comes to',
  from: 'from {{quantity}}',
  included: 'included',
  same: 'applies',
  change: 'Set another price',
  list: 'Take the price of the list again',
  listIs: 'By the list',
  set: 'Set this price',
  step: {
    list: 'List price',
    group: 'Customer group',
    break: 'Quantity break',
    pack: 'Pack price',
    override: 'Set by hand',
    sold: 'As it was sold',
    discount: 'Discount',
    basket: 'Share of the basket’s discount',
    'tax-position': 'Tax of the customer',
    tax: 'Tax',
  },
}

const why = {
  own: 'In your own words',
  courtesy: 'Courtesy',
  damaged: 'Damaged',
  shelfPrice: 'Price on the shelf',
  regular: 'Regular customer',
  match: 'Cheaper elsewhere',
  agreed: 'Agreed before',
  mistake: 'Scanned by mistake',
  changedMind: 'Customer changed their mind',
  price: 'Price too high',
  noMoney: 'Not enough money',
  fewer: 'Fewer wanted',
}

const leave = {
  title: 'Take out',
  line: 'Take the line out',
  whole: 'Take everything out',
  fewer: '{{quantity}} taken out',
  wholeDone: 'The basket was emptied',
  nothing: 'The basket is empty',
}

export const basketWords = { basket, price, why, void: leave }
