using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Notifications;

/// <summary>An alert of a notification, as Alertmanager sends it to a webhook. Source: Alertmanager, "Configuration", section "webhook_config".</summary>
/// <param name="IsFiring">Whether it fires; otherwise it is resolved.</param>
/// <param name="Since">The instant at which it began to fire, or was resolved.</param>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Severity">Its label <c>severity</c>; empty if it has none.</param>
/// <param name="Summary">Its annotation <c>summary</c>; if it has none, its other labels.</param>
internal sealed record NotifiedAlert(bool IsFiring, DateTimeOffset Since, string Name, string Severity, string Summary)
{
    /// <summary>Reads the alerts of a notification.</summary>
    /// <param name="notification">The body of the request.</param>
    /// <param name="error">Why the body is not a notification; null if it is one.</param>
    public static ImmutableArray<NotifiedAlert> ReadAll(JsonElement notification, out FieldError? error)
    {
        error = null;
        if (!notification.TryGetProperty("alerts", out var alerts) || alerts.ValueKind != JsonValueKind.Array)
        {
            error = new FieldError("alerts", "must be a list, as Alertmanager sends it to a webhook");
            return [];
        }

        var read = ImmutableArray.CreateBuilder<NotifiedAlert>();
        foreach (var alert in alerts.EnumerateArray())
        {
            if (Read(alert) is { } one) read.Add(one);
            else error ??= new FieldError("alerts", "must each have status, labels, annotations, and startsAt or endsAt");
        }

        return error is null ? read.DrainToImmutable() : [];
    }

    /// <summary>The alert in one line, without a line end. Quoted text cannot break the line or control a terminal.</summary>
    public override string ToString()
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{Since:yyyy-MM-dd HH:mm:ss}Z  {(IsFiring ? "FIRING  " : "resolved")}  {Severity,-6}  {Name}  {Summary}");
        return string.Create(line.Length, line, (characters, text) =>
        {
            for (var i = 0; i < text.Length; i++) characters[i] = char.IsControl(text[i]) ? ' ' : text[i];
        });
    }

    private static NotifiedAlert? Read(JsonElement alert)
    {
        if (alert.ValueKind != JsonValueKind.Object || TextOf(alert, "status") is not { } status) return null;
        if (!alert.TryGetProperty("labels", out var labels) || labels.ValueKind != JsonValueKind.Object) return null;
        if (!alert.TryGetProperty("annotations", out var annotations) || annotations.ValueKind != JsonValueKind.Object) return null;
        var isFiring = status == "firing";
        if (!DateTimeOffset.TryParse(TextOf(alert, isFiring ? "startsAt" : "endsAt"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var since)) return null;
        var others = labels.EnumerateObject().Where(label => label.Name is not ("alertname" or "severity")).Select(label => $"{label.Name}={label.Value}");
        return new NotifiedAlert(isFiring, since, TextOf(labels, "alertname") ?? "", TextOf(labels, "severity") ?? "", TextOf(annotations, "summary") ?? string.Join(' ', others));
    }

    private static string? TextOf(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
