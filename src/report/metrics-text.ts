import type { RunReportData } from "./run-report.ts";

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly value: number;
}

/**
 * A run as Prometheus reads it from a file.
 * Source: Prometheus, "Text-based format"; node_exporter, textfile collector.
 */
export function metricsText(report: RunReportData): string {
  const labels = `command="${report.command}"`;
  return metricsOf(report)
    .map(({ name, help, value }) => {
      const full = `pgmaestro_last_run_${name}`;
      return `# HELP ${full} ${help}\n# TYPE ${full} gauge\n${full}{${labels}} ${value}\n`;
    })
    .join("");
}

function metricsOf(report: RunReportData): readonly Metric[] {
  const { startedAt, durationMs, outcome, migrations, gaveWay } = report;
  const end = (Date.parse(startedAt) + durationMs) / 1000;
  return [
    { name: "timestamp_seconds", help: "When the last run ended.", value: end },
    { name: "success", help: "Whether it ended well.", value: Number(outcome === "success") },
    { name: "duration_seconds", help: "How long it took.", value: durationMs / 1000 },
    { name: "migrations", help: "How many migrations it has done.", value: migrations.length },
    { name: "gave_way", help: "How often it gave way to others.", value: gaveWay },
  ];
}
