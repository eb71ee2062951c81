using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Records;

/// <summary>The records of a file, or why it cannot be read.</summary>
/// <typeparam name="T">What a record is.</typeparam>
/// <param name="Records">The records in the order of the file; empty if there is an error.</param>
/// <param name="Errors">The errors, in the order of the file.</param>
public sealed record RecordFileResult<T>(ImmutableArray<T> Records, ImmutableArray<ConfigurationError> Errors);
