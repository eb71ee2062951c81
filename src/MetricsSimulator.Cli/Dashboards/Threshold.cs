namespace MetricsSimulator.Cli.Dashboards;

/// <summary>Where a value begins to be worth a look.</summary>
/// <param name="From">The least such value.</param>
/// <param name="Colour">The colour that it then has, as Grafana names it.</param>
internal readonly record struct Threshold(double From, string Colour);
