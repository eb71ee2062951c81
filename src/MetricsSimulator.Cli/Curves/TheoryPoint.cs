namespace MetricsSimulator.Cli.Curves;

/// <summary>What theory says of a curve at a tick.</summary>
/// <param name="Mean">Its mean, limited to the bounds of the process.</param>
/// <param name="Deviation">Its standard deviation, as if there were no bounds.</param>
/// <param name="Bands">The bands that were asked for.</param>
internal sealed record TheoryPoint(double Mean, double Deviation, (double Lower, double Upper)[] Bands);
