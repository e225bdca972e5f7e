import { serveOrders } from '../thread/serve-orders.ts'
import { compareGroup } from './compare-group.ts'
import type { ComparisonOrder, GroupAnswer } from './comparison-message.ts'

serveOrders<ComparisonOrder, GroupAnswer[]>(({ groups, seed }) =>
  groups.map((group) => compareGroup(group, seed)),
)
