import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What `/metrics` tells Prometheus. */
export function openMetrics(socketCount: () => number) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'jieda_' });
  new Gauge({ name: 'jieda_sockets', help: 'Open sockets of visitors and desks', registers: [registry], collect() { this.set(socketCount()); } });
  return {
    registry,
    turns: new Histogram({
      name: 'jieda_turn_seconds',
      help: 'From a message received to its turn committed',
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
      registers: [registry],
    }),
    errors: new Counter({ name: 'jieda_errors_total', help: 'Errors answered, by code', labelNames: ['code'], registers: [registry] }),
  };
}
export type Metrics = ReturnType<typeof openMetrics>;
