using System.Globalization;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Relay;

/// <summary>
/// Receives requests of OTLP/HTTP: prints a line for each, passes it on, and records what was accepted. A request that a receiver does not get is answered so that its sender tries again. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="print">Prints a line.</param>
/// <param name="forwarder">Passes requests on; null to answer them here.</param>
/// <param name="record">The file for what was accepted; null for none.</param>
/// <param name="fail">Receives the reason why a request cannot be recorded; after it, the relay must end.</param>
internal sealed class RelayEndpoint(TimeProvider time, Action<string> print, Forwarder? forwarder, RecordFile? record, Action<Exception> fail)
{
    private readonly Lock _lock = new();

    /// <summary>What was received so far. Only for use when no request is under way.</summary>
    public ReceivedTotals Totals { get; } = new();

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (OtlpBody.SignalOf(path) is not { } signal)
        {
            await RefuseAsync(context, OtlpEncoding.Json, new Problem(StatusCodes.Status404NotFound, "The paths are /v1/metrics, /v1/logs and /v1/traces."));
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST";
            await RefuseAsync(context, OtlpEncoding.Json, new Problem(StatusCodes.Status405MethodNotAllowed, "The method must be POST."));
            return;
        }

        if (forwarder?.HasPassed(context.Request) == true)
        {
            var spoken = OtlpBody.EncodingOf(context.Request.ContentType) ?? OtlpEncoding.Json;
            await RefuseAsync(context, spoken, new Problem(StatusCodes.Status508LoopDetected, "The request came back to the relay that had passed it on. Correct --forward of the relays between which it goes round."));
            return;
        }

        var (body, problem) = await OtlpBody.ReadAsync(context, signal);
        var encoding = OtlpBody.EncodingOf(context.Request.ContentType) ?? OtlpEncoding.Json;
        string? error = null;
        var request = body is null ? null : OtlpRequest.Read(signal, encoding, body.Plain, out error);
        if (request is null)
        {
            await RefuseAsync(context, encoding, problem ?? new Problem(StatusCodes.Status400BadRequest, error + "."));
            return;
        }

        if (forwarder is null) await AcceptAsync(context, body!, request);
        else await ForwardAsync(context, body!, request);
    }

    private Task AcceptAsync(HttpContext context, OtlpBody body, OtlpRequest request)
    {
        if (Take(body, request, accepted: true, "")) return AnswerAsync(context, StatusCodes.Status200OK, body.Encoding, OtlpAnswer.Success(body.Encoding));
        // The sender keeps the request, and sends it again when another relay listens.
        return AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, body.Encoding, OtlpAnswer.Refusal(body.Encoding, "The relay cannot record the request."));
    }

    private async Task ForwardAsync(HttpContext context, OtlpBody body, OtlpRequest request)
    {
        var (answer, failure) = await forwarder!.SendAsync(context.Request, body.Sent, context.RequestAborted);
        if (answer is null)
        {
            Take(body, request, accepted: false, $"{StatusCodes.Status503ServiceUnavailable}: {failure}");
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, body.Encoding, OtlpAnswer.Refusal(body.Encoding, $"The relay cannot pass the request on: {failure}."));
            return;
        }

        var isAccepted = answer.Status is >= 200 and < 300;
        Take(body, request, isAccepted, Explain(answer, body, isAccepted));
        context.Response.StatusCode = answer.Status;
        foreach (var (name, values) in answer.Headers) context.Response.Headers[name] = values;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static string Explain(ForwardedAnswer answer, OtlpBody body, bool isAccepted)
    {
        var said = isAccepted ? OtlpAnswer.ReadPartialSuccess(body.Signal, body.Encoding, answer.Body) ?? "" : OtlpAnswer.ReadRefusal(body.Encoding, answer.Body);
        return string.Create(CultureInfo.InvariantCulture, $"{answer.Status}{(said.Length > 0 ? ": " + said : "")}");
    }

    // Whether nothing prevented it from being recorded.
    private bool Take(OtlpBody body, OtlpRequest request, bool accepted, string answer)
    {
        lock (_lock)
        {
            var isKept = !accepted || Records(request);
            print(RequestLine.Of(time.GetUtcNow(), body, request, isKept ? answer : "cannot be recorded"));
            if (accepted && isKept) Totals.Add(request);
            else Totals.AddRefused();
            return isKept;
        }
    }

    private bool Records(OtlpRequest request)
    {
        try
        {
            record?.Add(request);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            fail(exception);
            return false;
        }
    }

    private async Task RefuseAsync(HttpContext context, OtlpEncoding encoding, Problem problem)
    {
        lock (_lock)
        {
            print(RequestLine.OfRefused(time.GetUtcNow(), context.Request.Path.Value ?? "/", problem.Status, problem.Detail));
            Totals.AddRefused();
        }

        await AnswerAsync(context, problem.Status, encoding, OtlpAnswer.Refusal(encoding, problem.Detail));
    }

    private static async Task AnswerAsync(HttpContext context, int status, OtlpEncoding encoding, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = OtlpAnswer.ContentType(encoding);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
