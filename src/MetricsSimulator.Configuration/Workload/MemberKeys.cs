using System.Collections.Immutable;
using MetricsSimulator.Configuration.Cycles;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Cycles;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The keys of an item of <c>workload.members</c>: a developer with a name of their own.</summary>
internal static class MemberKeys
{
    public static readonly Key<string> Name = new("name", ValueKinds.Text, "", "The name, which no other developer has. All random draws of the developer depend on it.")
    {
        AbsentText = "must be given",
        Rule = new(
            static name => name.Length == 0 ? Rule.Broken("may not be empty", name) : name.Any(char.IsControl) ? Rule.Broken("may not have control characters", name) : null,
            ValueRules.NonEmpty.Schema),
    };

    private static readonly Key<string> s_email = new("email", ValueKinds.Text, "", "The e-mail address. Without one, the developer signs in with an API key, and series have no account.")
    {
        AbsentText = "none",
        Rule = ValueRules.NonEmpty,
    };

    private static readonly Key<ZoneOffsets> s_zone = new("timezone", ZoneKind.Instance, ZoneOffsets.Utc, "The time zone, a name of the IANA database such as `Europe/Berlin`.");

    private static readonly Key<string> s_terminal = new("terminal", ValueKinds.Text, "", "The terminal, such as `vscode`.") { AbsentText = "drawn from `terminals`", Rule = ValueRules.NonEmpty };

    private static readonly Key<DateTimeOffset> s_from = new("from", ValueKinds.Instant, DateTimeOffset.UnixEpoch, "When the developer joins: there are no sessions before.")
    {
        AbsentText = "has always been there",
    };

    private static readonly Key<ImmutableArray<KeyValuePair<string, string>>> s_attributes = new("attributes", AttributesKind.Instance, [],
        "Resource attributes, such as `{team: platform}`, which become labels.")
    {
        AbsentText = "none",
    };

    public static readonly KeyTable<Developer> Table = new("member", "workload.members[]", "A developer.",
        [
            Name.From((Developer developer) => developer.Name),
            s_email.From((Developer developer) => developer.Email!, when: developer => developer.Email is not null),
            s_zone.From((Developer developer) => developer.Hours.Zone),
            s_terminal.From((Developer developer) => developer.Terminal!, when: developer => developer.Terminal is not null),
            s_from.From((Developer developer) => developer.From, when: developer => developer.From != DateTimeOffset.UnixEpoch),
            s_attributes.From((Developer developer) => developer.Attributes, when: developer => !developer.Attributes.IsEmpty),
        ])
    {
        Required = [Name],
    };

    /// <summary>Reads the developer from a block; null if the name is missing, which it reports as an error.</summary>
    /// <param name="at">The block.</param>
    /// <param name="hours">The hours of the team.</param>
    public static Developer? Read(Cursor at, WorkingHours hours)
    {
        if (Table.Read(at) is not { } block) return null;
        if (!block.Has(Name))
        {
            at.Report("needs a name", Name.Explanation);
            return null;
        }

        return new Developer(block.Value(Name), hours with { Zone = block.Value(s_zone) })
        {
            Email = Text(block, s_email),
            Terminal = Text(block, s_terminal),
            From = block.Value(s_from),
            Attributes = block.Value(s_attributes),
        };
    }

    private static string? Text(Block block, Key<string> key) => block.Value(key) is { Length: > 0 } text ? text : null;
}
