using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Relay;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Server;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>relay</c>: receives OTLP, prints a line for each request, and passes it on.</summary>
internal static class RelayCommand
{
    private const int DefaultPort = 14318;

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var listen = new Option<ServerConfiguration>("--listen")
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"The port to listen on, or host and port. Port 0 takes one that is free. The default is localhost:{DefaultPort}; 0.0.0.0:{DefaultPort} listens on all addresses of this machine."),
            HelpName = "[HOST:]PORT",
            DefaultValueFactory = _ => new ServerConfiguration("localhost", DefaultPort, timestamps: false),
            CustomParser = result => ReadListen(result.Tokens[^1].Value, result.AddError),
        };
        var forward = new Option<Uri?>("--forward")
        {
            Description = "Pass each request on to this receiver, and answer with its answer. The path of the request, such as /v1/metrics, is added to the URL.",
            HelpName = "URL",
            CustomParser = result => ReadForward(result.Tokens[^1].Value, result.AddError),
        };
        var record = new Option<string?>("--record")
        {
            Description = "Write each accepted request as a line of JSON to this file, which must be new or empty. The file receiver of a collector reads it.",
            HelpName = "FILE",
            CustomParser = ReadRecord,
        };
        var command = new ExplainedCommand("relay", "Print the telemetry that is sent over OTLP, and pass it on.")
        {
            Details = ["It receives OTLP/HTTP (POST to /v1/metrics, /v1/logs and /v1/traces) as JSON or Protocol Buffers, with gzip or without, and prints one line for each request. In it, + is before what was counted since the export before, and = before what was counted since the start.", "Ctrl-C ends it and prints the sum of each metric."],
            Examples =
            [
                new Example("Print what arrives on http://localhost:14318:", "relay"),
                new Example("Print it, keep it, and pass it on to a collector:", "relay --forward http://localhost:4318 --record telemetry.jsonl"),
            ],
        };
        command.Add(listen);
        command.Add(forward);
        command.Add(record);
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(listen)!, parsed.GetValue(forward), parsed.GetValue(record), context));
        return command;
    }

    private static async Task<int> RunAsync(ServerConfiguration listen, Uri? forward, string? path, ProgramContext context)
    {
        if (forward is not null && ListenHost.Answers(listen, forward))
            return Tell(context, $"--forward: must not be the address of the relay itself, got '{ReceiverAddress.Show(forward)}'. Give the address of the receiver, or another port with --listen.", ExitStatus.BadInput);
        RecordFile? record = null;
        try
        {
            if (path is not null && (record = RecordFile.Open(path, out var violation)) is null) return Tell(context, $"--record: {violation}", ExitStatus.BadInput);
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            return Tell(context, OutputFailure.Explain(path!, exception, "--record"), ExitStatus.Failure);
        }

        using var opened = record;
        using var forwarder = forward is null ? null : new Forwarder(forward, string.Create(CultureInfo.InvariantCulture, $"relay-{Environment.ProcessId}-{context.Time.GetUtcNow().Ticks}"));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        Exception? unrecorded = null;
        var lines = new LenientWriter(context.Out);
        var relay = new RelayEndpoint(context.Time, line => lines.Write(line + "\n"), forwarder, record, failure =>
        {
            unrecorded ??= failure;
            _ = end.CancelAsync();
        });
        await using var server = new SimulatorServer(listen, relay.AnswerAsync, new ServeOptions(context.Wall)
        {
            Log = context.Error.WriteLine,
            Remedy = string.Create(CultureInfo.InvariantCulture, $"Choose another: --listen {listen.Host}:{(listen.Port == DefaultPort ? DefaultPort + 1 : DefaultPort)}."),
        });
        if (await server.StartAsync(context.Stop) is { } failure) return Tell(context, failure, ExitStatus.Failure);
        await context.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Waiting for OTLP on http://{ListenHost.InUrl(listen.Host)}:{server.Port}{(forwarder is null ? "" : $", for {forwarder.Receiver}")}. Ctrl-C ends it."));
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync();
        relay.Totals.Print(context);
        return unrecorded is null ? ExitStatus.Success : Tell(context, OutputFailure.Explain(path!, unrecorded, "--record"), ExitStatus.Failure);
    }

    private static int Tell(ProgramContext context, string message, int status)
    {
        context.Error.WriteLine(message);
        return status;
    }

    private static string? ReadRecord(ArgumentResult result)
    {
        if (result.Tokens[^1].Value != HistoryOutput.Standard) return RunOptions.ReadPath(result);
        result.AddError("--record: must be the name of a file, got '-'. Standard output has the lines that the relay prints; ./- is a file with that name.");
        return null;
    }

    private static ServerConfiguration ReadListen(string text, Action<string> refuse)
    {
        var end = text.LastIndexOf(':');
        var host = end > 0 ? text[..end].Trim('[', ']') : "localhost";
        if (ListenHost.Violation(host) is { } violation) refuse($"--listen: {violation}.");
        else if (int.TryParse(text.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && ServerConfiguration.PortViolation(port) is null) return new ServerConfiguration(host, port, timestamps: false);
        else refuse($"--listen: must be a port, or host and port like 127.0.0.1:{DefaultPort}, got '{text}'.");
        return new ServerConfiguration("localhost", DefaultPort, timestamps: false);
    }

    private static Uri? ReadForward(string text, Action<string> refuse)
    {
        const string Example = "http://localhost:4318";
        if (ReceiverAddress.Violation(text, Example, "the header Authorization at the sender, which is passed on", ReceiverAddress.HasTransportSecurity) is { } violation)
        {
            refuse($"--forward: {violation}");
            return null;
        }

        var url = new Uri(text);
        if (url.Query.Length == 0 && OtlpBody.SignalOf(url.AbsolutePath) is null) return url;
        refuse($"--forward: must be an address like {Example}, without a query and without the path of a signal, which is added; got '{ReceiverAddress.Show(url)}'.");
        return null;
    }
}
