import { serveOrders } from '../thread/serve-orders.ts'
import { drawEpisode } from './draw-episode.ts'

serveOrders(drawEpisode)
