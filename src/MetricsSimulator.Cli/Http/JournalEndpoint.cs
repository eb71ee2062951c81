using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/journal</c>: the run and all its changes, as JSON lines that <c>generate --journal</c> replays.</summary>
internal sealed class JournalEndpoint(LiveRun live)
{
    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var type = Representation.Choose(context, "application/x-ndjson", Representation.Readable);
        return Body.WriteAsync(context, StatusCodes.Status200OK, type, string.Concat(live.Journal.Lines.Select(line => line + "\n")));
    }
}
