using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Notifications;

/// <summary>An alert of a notification, as Alertmanager sends it to a webhook. Source: Alertmanager, "Configuration", section "webhook_config".</summary>
/// <param name="IsFiring">Whether it fires; otherwise it is resolved.</param>
/// <param name="Since">The instant at which it began to fire, or was resolved.</param>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Severity">Its label <c>severity</c>; empty if it has none.</param>
/// <param name="Summary">Its annotation <c>summary</c>; if it has none, its other labels.</param>
internal sealed record NotifiedAlert(bool IsFiring, DateTimeOffset Since, string Name, string Severity, string Summary)
{
    // Many errors usually have one cause, so the first few are enough.
    private const int MostErrors = 10;

    /// <summary>Reads the alerts of a notification.</summary>
    /// <param name="notification">The body of the request.</param>
    /// <param name="errors">The first few errors in the body; none if it is a notification.</param>
    public static ImmutableArray<NotifiedAlert> ReadAll(JsonElement notification, out ImmutableArray<FieldError> errors)
    {
        var found = new List<FieldError>();
        var read = ImmutableArray.CreateBuilder<NotifiedAlert>();
        if (Require(notification, "", "alerts", JsonValueKind.Array, "a list, as Alertmanager sends it to a webhook", found) is { } alerts)
        {
            foreach (var (index, alert) in alerts.EnumerateArray().Index())
            {
                if (Read(alert, string.Create(CultureInfo.InvariantCulture, $"alerts[{index}]"), found) is { } one) read.Add(one);
                if (found.Count >= MostErrors) break;
            }
        }

        errors = [.. found.Take(MostErrors)];
        return errors.IsEmpty ? read.DrainToImmutable() : [];
    }

    /// <summary>The alert in one line, without a line end. Quoted text cannot break the line or control a terminal.</summary>
    public override string ToString() => PrintableText.Of(string.Create(
        CultureInfo.InvariantCulture, $"{Since:yyyy-MM-dd HH:mm:ss}Z  {(IsFiring ? "FIRING  " : "resolved")}  {Severity,-6}  {Name}  {InOneLine(Summary)}"));

    // A summary may well have several lines.
    private static string InOneLine(string text) => string.Join(' ', text.Split((char[])['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static NotifiedAlert? Read(JsonElement alert, string path, List<FieldError> errors)
    {
        if (alert.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new FieldError(path, $"must be an object, got {Found(alert)}"));
            return null;
        }

        var labels = ReadTexts(alert, path, "labels", errors);
        var annotations = ReadTexts(alert, path, "annotations", errors);
        bool? isFiring = Require(alert, path, "status", JsonValueKind.String, "firing or resolved", errors)?.GetString() switch
        {
            "firing" => true,
            "resolved" => false,
            _ => null,
        };
        if (isFiring is null && alert.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.String)
            errors.Add(new FieldError($"{path}.status", $"must be firing or resolved, got {Found(status)}"));
        if (isFiring is null || ReadInstant(alert, path, isFiring.Value ? "startsAt" : "endsAt", errors) is not { } since || labels is null || annotations is null) return null;
        var others = labels.Where(label => label.Key is not ("alertname" or "severity")).Select(label => $"{label.Key}={label.Value}");
        return new NotifiedAlert(
            isFiring.Value, since, labels.GetValueOrDefault("alertname", ""), labels.GetValueOrDefault("severity", ""), annotations.GetValueOrDefault("summary") ?? string.Join(' ', others));
    }

    private static Dictionary<string, string>? ReadTexts(JsonElement alert, string path, string name, List<FieldError> errors)
    {
        if (Require(alert, path, name, JsonValueKind.Object, "an object of texts", errors) is not { } found) return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in found.EnumerateObject())
            if (Require(found, $"{path}.{name}", text.Name, JsonValueKind.String, "a text", errors)?.GetString() is { } value) texts[text.Name] = value;
        return texts;
    }

    private static DateTimeOffset? ReadInstant(JsonElement alert, string path, string name, List<FieldError> errors)
    {
        if (Require(alert, path, name, JsonValueKind.String, InstantText.Expected, errors) is not { } text) return null;
        // Go writes the year 1 for a time that is not set.
        if (InstantText.TryParse(text.GetString()!, out var instant) && instant.Year > 1) return instant;
        errors.Add(new FieldError($"{path}.{name}", $"must be {InstantText.Expected}, got {Found(text)}"));
        return null;
    }

    private static JsonElement? Require(JsonElement of, string path, string name, JsonValueKind kind, string expected, List<FieldError> errors)
    {
        var isThere = of.TryGetProperty(name, out var value);
        if (isThere && value.ValueKind == kind) return value;
        errors.Add(new FieldError(path.Length == 0 ? name : $"{path}.{name}", $"must be {expected}, {(isThere ? "got " + Found(value) : "but is missing")}"));
        return null;
    }

    private static string Found(JsonElement value)
    {
        const int Limit = 60;
        var text = value.ValueKind == JsonValueKind.String ? $"'{value.GetString()}'" : value.GetRawText();
        return text.Length <= Limit ? text : text[..Limit] + "…";
    }
}
