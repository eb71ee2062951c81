using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>A developer who starts sessions.</summary>
/// <param name="Name">The name, unlike that of any other; all draws of the developer depend on it.</param>
/// <param name="Hours">When the developer works.</param>
public sealed record Developer(string Name, WorkingHours Hours)
{
    /// <summary>The e-mail address; null for a developer who is known by no account.</summary>
    public string? Email { get; init; }

    /// <summary>The terminal, as in <c>vscode</c>; null to draw one.</summary>
    public string? Terminal { get; init; }

    /// <summary>When the developer joins the team: there is no session before.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Resource attributes, such as <c>team</c>, in the order in which they are written.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>Whether another developer is the same.</summary>
    public bool Equals(Developer? other) =>
        other is not null && Name == other.Name && Hours == other.Hours && Email == other.Email && Terminal == other.Terminal && From == other.From
        && Attributes.AsSpan().SequenceEqual(other.Attributes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Email, Terminal, From);
}
