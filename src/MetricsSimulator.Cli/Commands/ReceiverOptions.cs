using System.Collections.Immutable;
using System.CommandLine;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The options that name a receiver of remote write and the headers to send to it.</summary>
internal sealed class ReceiverOptions
{
    private readonly Option<string?> _url;
    private readonly Option<ImmutableArray<RequestHeader>> _headers;
    private readonly Option<ImmutableArray<RequestHeader>> _secrets;

    /// <summary>Creates the options.</summary>
    /// <param name="context">The source of environment variables.</param>
    /// <param name="name">The option that names the receiver.</param>
    /// <param name="description">The description of that option.</param>
    public ReceiverOptions(ProgramContext context, string name, string description)
    {
        _url = new Option<string?>(name) { Description = description, HelpName = "URL" };
        _headers = Headers("--remote-write-header", "NAME: VALUE", "A header to send with every request, such as 'X-Scope-OrgID: team'. May be given several times.", ReadHeader);
        _secrets = Headers(
            "--remote-write-header-env", "NAME=VARIABLE", "A header whose value comes from an environment variable, so that a list of processes does not show it. May be given several times.",
            (text, refuse) => ReadSecret(text, context, refuse));
    }

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_url, _headers, _secrets];

    /// <summary>The receiver as the user gave it; null for none.</summary>
    public string? Url(ParseResult parsed) => parsed.GetValue(_url);

    /// <summary>The error in the options, in one line; null if there is none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">The environment.</param>
    public string? Violation(ParseResult parsed, ProgramContext context)
    {
        if (Url(parsed) is not { } url)
            return HeadersOf(parsed).IsEmpty ? null : $"--remote-write-header: needs a receiver of remote write. Give {_url.Name}, or leave out the header.";
        if (ReceiverAddress.Violation(url, "http://localhost:9090/api/v1/write", RemoteWriteCredentials.Variables, ReceiverAddress.HasTransportSecurity) is { } broken) return $"{_url.Name}: {broken}";
        if (context.RemoteWrite.Violation is { } unfit) return unfit;
        var headers = HeadersOf(parsed);
        var twice = headers.GroupBy(header => header.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) return $"--remote-write-header: {twice.Key} is given twice. Leave out one of them.";
        return context.RemoteWrite.Header is not null && headers.Any(header => header.Name.Equals(RequestHeader.Authorization, StringComparison.OrdinalIgnoreCase))
            ? $"--remote-write-header: {RequestHeader.Authorization} already comes from {RemoteWriteCredentials.TokenVariable} or {RemoteWriteCredentials.UserVariable}. Unset the variable, or leave out the header."
            : null;
    }

    /// <summary>Creates the sender.</summary>
    /// <param name="parsed">The command line, without a violation and with a receiver.</param>
    /// <param name="context">The credentials.</param>
    /// <param name="policy">The policy for retries.</param>
    /// <param name="time">The clock that measures waits.</param>
    public RemoteWriteSender Sender(ParseResult parsed, ProgramContext context, RetryPolicy policy, TimeProvider time) =>
        new(new Uri(Url(parsed)!), context.RemoteWrite, policy, time) { Headers = HeadersOf(parsed) };

    private ImmutableArray<RequestHeader> HeadersOf(ParseResult parsed) => [.. parsed.GetValue(_headers), .. parsed.GetValue(_secrets)];

    private static Option<ImmutableArray<RequestHeader>> Headers(string name, string helpName, string description, Func<string, Action<string>, RequestHeader?> read) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
        CustomParser = result => [.. result.Tokens.Select(token => read(token.Value, violation => result.AddError($"{name}: {violation}."))).OfType<RequestHeader>()],
    };

    private static RequestHeader? ReadHeader(string text, Action<string> refuse)
    {
        var parts = text.Split(':', 2);
        if (parts.Length < 2)
        {
            refuse($"must be 'NAME: VALUE', got '{text}'");
            return null;
        }

        return Checked(parts[0], parts[1].Trim(' ', '\t'), refuse);
    }

    private static RequestHeader? ReadSecret(string text, ProgramContext context, Action<string> refuse)
    {
        var parts = text.Split('=', 2);
        if (parts.Length < 2 || parts[1].Length == 0)
        {
            refuse($"must be NAME=VARIABLE, the name of an environment variable, got '{text}'");
            return null;
        }

        if (context.Variable(parts[1]) is { Length: > 0 } value) return Checked(parts[0], value, refuse);
        refuse($"the environment variable {parts[1]} must be set, because it is the value of {parts[0]}");
        return null;
    }

    private static RequestHeader? Checked(string name, string value, Action<string> refuse)
    {
        if ((RequestHeader.NameViolation(name) ?? RequestHeader.ValueViolation(name, value)) is not { } violation) return new RequestHeader(name, value);
        refuse(violation);
        return null;
    }
}
