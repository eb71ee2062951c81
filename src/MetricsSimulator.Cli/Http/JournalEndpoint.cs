using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/journal</c>: what is run and everything that was done to it, as JSON lines that <c>generate --journal</c> replays. Thread-safe.</summary>
internal sealed class JournalEndpoint(LiveRun live)
{
    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Body.WriteAsync(context, StatusCodes.Status200OK, "application/x-ndjson", string.Concat(live.Journal.Lines.Select(line => line + "\n")));
    }
}
