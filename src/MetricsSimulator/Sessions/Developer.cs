using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>A developer who starts sessions.</summary>
/// <param name="Name">The name, unique in the team. All random draws of the developer depend on it.</param>
/// <param name="Hours">When the developer works.</param>
public sealed record Developer(string Name, WorkingHours Hours)
{
    /// <summary>The e-mail address; null for a developer without an account.</summary>
    public string? Email { get; init; }

    /// <summary>The terminal, as in <c>vscode</c>; null to choose one at random.</summary>
    public string? Terminal { get; init; }

    /// <summary>When the developer joins the team: there are no earlier sessions.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Resource attributes, such as <c>team</c>, in the order in which they are written.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>The rule that an e-mail address breaks; null if it breaks none.</summary>
    public static string? EmailViolation(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? null
            : Rule.Broken("must be an e-mail address: a name, @ and a domain, without spaces", email);
    }

    /// <summary>Whether another developer is equal to this one.</summary>
    public bool Equals(Developer? other) =>
        other is not null && Name == other.Name && Hours == other.Hours && Email == other.Email && Terminal == other.Terminal && From == other.From
        && Attributes.AsSpan().SequenceEqual(other.Attributes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Email, Terminal, From);
}
