using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// The reason why a request was refused, in the form of RFC 9457. The type is <c>about:blank</c>, so the title is that of the status. The detail says
/// what to do.
/// </summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Detail">The value found, the allowed ones, and what to do.</param>
internal sealed record Problem(int Status, string Detail)
{
    /// <summary>The content type of problem documents.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>The fields with errors.</summary>
    public ImmutableArray<FieldError> Errors { get; init; } = [];

    /// <summary>The problem of a body with errors in its fields.</summary>
    public static Problem OfFields(ImmutableArray<FieldError> errors) => new(
        StatusCodes.Status400BadRequest, string.Join(" ", errors.Select(error => Sentence(error.Field.Length == 0 ? error.Message : $"{error.Field}: {error.Message}") + (error.Explanation is null ? "" : " " + error.Explanation))))
    {
        Errors = errors,
    };

    /// <summary>The problem of a change that the run refused.</summary>
    public static Problem Of(Refusal refusal) => refusal.Cause switch
    {
        RefusalCause.Invalid => OfFields(refusal.Errors),
        RefusalCause.Conflict => new Problem(StatusCodes.Status409Conflict, refusal.Detail),
        _ => new Problem(StatusCodes.Status500InternalServerError, refusal.Detail),
    };

    /// <summary>Answers a request with the problem.</summary>
    public Task WriteAsync(HttpContext context) => JsonAnswer.WriteAsync(context, Status, ContentType, json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", ReasonPhrases.GetReasonPhrase(Status));
        json.WriteNumber("status", Status);
        json.WriteString("detail", Detail);
        if (!Errors.IsEmpty)
        {
            json.WriteStartArray("errors");
            foreach (var error in Errors)
            {
                json.WriteStartObject();
                json.WriteString("field", error.Field);
                json.WriteString("message", error.Message);
                if (error.Explanation is not null) json.WriteString("explanation", error.Explanation);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    private static string Sentence(string text) => text.EndsWith('?') ? text : text + ".";
}
