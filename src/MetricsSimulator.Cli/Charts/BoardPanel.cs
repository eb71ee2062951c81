namespace MetricsSimulator.Cli.Charts;

/// <summary>A chart and its place on a board.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Column">Its first column, from 0.</param>
/// <param name="Row">Its first row, from 0.</param>
/// <param name="Columns">Its width in columns, 1 or more.</param>
/// <param name="Rows">Its height in rows, 1 or more.</param>
internal sealed record BoardPanel(Chart Chart, int Column, int Row, int Columns, int Rows);
