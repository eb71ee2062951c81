namespace MetricsSimulator.Formats.Series;

/// <summary>Columns that are adjacent in a layout and in a union.</summary>
/// <param name="From">The first of them in the layout.</param>
/// <param name="To">The first of them in the union.</param>
/// <param name="Count">The number of columns.</param>
public readonly record struct ColumnRun(int From, int To, int Count);
