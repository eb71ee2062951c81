using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Relay;

/// <summary>What a receiver answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers that are passed on, each with its values.</param>
/// <param name="Body">The body.</param>
internal sealed record ForwardedAnswer(int Status, ImmutableArray<KeyValuePair<string, string[]>> Headers, byte[] Body);
