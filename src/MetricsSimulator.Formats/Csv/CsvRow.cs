namespace MetricsSimulator.Formats.Csv;

/// <summary>One row of each label set of a family, without timestamp, labels and value.</summary>
/// <param name="Head">The text between the timestamp and the labels.</param>
/// <param name="Tail">The text between the labels and the value.</param>
/// <param name="Value">The index of its value among those of the label set.</param>
internal readonly record struct CsvRow(byte[] Head, byte[] Tail, int Value);
