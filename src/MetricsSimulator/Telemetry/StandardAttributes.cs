using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>
/// The attributes that all points and events of a session have. Source: code.claude.com/docs/en/monitoring-usage, section "Standard attributes". One thread at a time.
/// </summary>
/// <param name="seed">The seed of the run.</param>
/// <param name="team">The team.</param>
/// <param name="options">The options, which select the attributes.</param>
internal sealed class StandardAttributes(ulong seed, Team team, TelemetryOptions options)
{
    /// <summary>The attribute that identifies a session.</summary>
    public const string SessionId = "session.id";

    private readonly string _organization = Identities.OrganizationOf(seed);

    /// <summary>The names of the attributes that a session of the team may have, in the order in which they are written; those of its developers are not among them.</summary>
    public IEnumerable<string> Names =>
    [
        "user.id", SessionId,
        .. team.Developers.Any(developer => developer.Email is not null)
            ? ["organization.id", "user.email", .. options.IncludesAccountUuid ? ["user.account_uuid", "user.account_id"] : Array.Empty<string>()]
            : Array.Empty<string>(),
        "terminal.type",
        .. options.IncludesVersion ? ["app.version"] : Array.Empty<string>(),
        .. options.IncludesEntrypoint ? ["app.entrypoint"] : Array.Empty<string>(),
        .. options.IncludesRepository ? ["vcs.repository.url.full", "vcs.owner.name", "vcs.repository.name", "vcs.provider.name"] : Array.Empty<string>(),
    ];

    /// <summary>The attributes, in the order in which they are written.</summary>
    /// <param name="developer">The developer.</param>
    /// <param name="session">The properties of the session.</param>
    public List<KeyValuePair<string, string>> Of(Developer developer, SessionTraits session)
    {
        var key = Arrivals.KeyOf(seed, developer);
        var attributes = new List<KeyValuePair<string, string>>();
        Add("user.id", Identities.InstallationOf(key));
        Add(SessionId, Identities.SessionOf(session.Key));
        // A developer who signs in with an API key has no account, and therefore none of these attributes.
        if (developer.Email is { } email)
        {
            Add("organization.id", _organization);
            Add("user.email", email);
            if (options.IncludesAccountUuid)
            {
                Add("user.account_uuid", Identities.AccountUuidOf(key));
                Add("user.account_id", Identities.AccountIdOf(key));
            }
        }

        Add("terminal.type", developer.Terminal ?? team.Terminals.At(Draws.OfRun.Uniform(key, 0, SessionDraw.Terminal)));
        if (options.IncludesVersion) Add("app.version", options.Version);
        if (options.IncludesEntrypoint) Add("app.entrypoint", session.Entrypoint);
        if (options.IncludesRepository) AddRepository(session.Repository);
        if (options.IncludesResourceAttributes) attributes.AddRange(developer.Attributes);
        return attributes;

        void AddRepository(Repository repository)
        {
            Add("vcs.repository.url.full", repository.Url);
            Add("vcs.owner.name", repository.Owner);
            Add("vcs.repository.name", repository.Name);
            if (repository.Provider is { } provider) Add("vcs.provider.name", provider);
        }

        void Add(string name, string value) => attributes.Add(KeyValuePair.Create(name, value));
    }
}
