namespace MetricsSimulator.Cli.Http.Transport;

/// <summary>What a client sends on a connection, as a feature of the connection. Immutable.</summary>
/// <param name="Ended">Cancelled when the client sends no more: its side, or all of the connection, is closed.</param>
internal sealed record ConnectionInput(CancellationToken Ended);
