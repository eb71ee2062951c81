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

    public static readonly Key<string> Email = new("email", ValueKinds.Text, "", "The e-mail address. Without one, the developer signs in with an API key, and series have no account.")
    {
        AbsentText = "none",
        Rule = ValueRules.Matches(@"^[^@\s]+@[^@\s]+$", Developer.EmailViolation),
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
            Email.From((Developer developer) => developer.Email!, when: developer => developer.Email is not null),
            s_zone.From((Developer developer) => developer.Hours.Zone),
            s_terminal.From((Developer developer) => developer.Terminal!, when: developer => developer.Terminal is not null),
            s_from.From((Developer developer) => developer.From, when: developer => developer.From != DateTimeOffset.UnixEpoch),
            s_attributes.From((Developer developer) => developer.Attributes, when: developer => !developer.Attributes.IsEmpty),
        ])
    {
        Required = [Name],
        Advice = static name => AttributesKind.NameViolation(name) is null ? $"To give the developer the label '{name}', write attributes: {{{name}: VALUE}}." : null,
    };

    /// <summary>Reads the developer from a block; null if the name is missing or the name or address is taken, which it reports as an error.</summary>
    /// <param name="at">The block.</param>
    /// <param name="names">The names of other developers. It adds that of the developer.</param>
    /// <param name="emails">The e-mail addresses of other developers. It adds that of the developer.</param>
    /// <param name="hours">The hours of the team.</param>
    public static Developer? Read(Cursor at, HashSet<string> names, HashSet<string> emails, WorkingHours hours)
    {
        if (Table.Read(at) is not { } block) return null;
        if (!block.Has(Name))
        {
            at.Report("needs a name", Name.Explanation);
            return null;
        }

        var (name, email) = (block.Value(Name), Text(block, Email));
        if (!names.Add(name))
        {
            at.Report(Rule.Broken("must have a name that no other developer has", name));
            return null;
        }

        if (email is not null && !emails.Add(email))
        {
            block.Blame(Email).Report(Rule.Broken("must be an address that no other developer has", email));
            return null;
        }

        return new Developer(name, hours with { Zone = block.Value(s_zone) })
        {
            Email = email,
            Terminal = Text(block, s_terminal),
            From = block.Value(s_from),
            Attributes = block.Value(s_attributes),
        };
    }

    private static string? Text(Block block, Key<string> key) => block.Value(key) is { Length: > 0 } text ? text : null;
}
