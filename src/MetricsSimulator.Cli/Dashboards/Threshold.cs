namespace MetricsSimulator.Cli.Dashboards;

/// <summary>A value from which on a panel changes its colour.</summary>
/// <param name="From">The least value with that colour.</param>
/// <param name="Colour">Grafana's name for the colour.</param>
internal sealed record Threshold(double From, string Colour);
