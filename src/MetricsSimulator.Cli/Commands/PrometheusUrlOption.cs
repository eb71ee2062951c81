using System.CommandLine;
using System.Net.Http.Headers;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The option <c>--prometheus-url</c>: somebody's own Prometheus, which is only read.</summary>
/// <param name="purpose">What it is for, as a sentence.</param>
internal sealed class PrometheusUrlOption(string purpose)
{
    private readonly Option<string?> _option = new("--prometheus-url")
    {
        Description = $"{purpose} It is only read. A token for it comes from {ProgramContext.PrometheusTokenVariable}.",
        HelpName = "URL",
    };

    /// <summary>The option.</summary>
    public Option Option => _option;

    /// <summary>The address; null if none is given.</summary>
    public string? Url(ParseResult parsed) => parsed.GetValue(_option);

    /// <summary>The connection, which sends nothing yet; null after an error, which has been printed.</summary>
    public RemotePrometheus? Connect(ParseResult parsed, ProgramContext context)
    {
        var text = parsed.GetValue(_option)!;
        var known = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length > 0 ? text.Replace(url.UserInfo + "@", "", StringComparison.Ordinal) : text;
        if (ReceiverAddress.Violation(known, "http://localhost:9090", ProgramContext.PrometheusTokenVariable, ReceiverAddress.HasTransportSecurity) is { } violation)
        {
            context.Error.WriteLine($"{_option.Name}: {violation}");
            return null;
        }

        if (context.Variable(ProgramContext.PrometheusTokenVariable) is not { Length: > 0 } token) return new RemotePrometheus(url!);
        if (!token.AsSpan().ContainsAnyExceptInRange('!', '~')) return new RemotePrometheus(url!) { Authorization = new AuthenticationHeaderValue("Bearer", token) };
        context.Error.WriteLine($"{ProgramContext.PrometheusTokenVariable}: must be visible ASCII without spaces.");
        return null;
    }
}
