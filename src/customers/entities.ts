// Customers as they are kept: beside what is shown, the folded text they are found by.
import { defineEntity, p } from '@mikro-orm/postgresql'

export const CustomerRow = defineEntity({
  name: 'CustomerRow',
  tableName: 'customer',
  indexes: [{ name: 'customer_sort_name_id_index', properties: ['sortName', 'id'] }],
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    phone: p.text().nullable(),
    email: p.text().nullable(),
    taxNumber: p.text().nullable(),
    address: p.text().nullable(),
    archived: p.boolean(),
    /** The folded name, cut so that any name fits an index. */
    sortName: p.text(),
    /** Folded words of name and e-mail, and the numbers without gaps, a line each. */
    search: p.text(),
  },
})
