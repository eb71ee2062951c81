using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Events;

namespace MetricsSimulator.Cli.Matrix;

/// <summary>Samples and series as texts, by which what arrived is compared with what was exported.</summary>
internal static class SampleText
{
    /// <summary>A series.</summary>
    public static string Series(ImmutableArray<EventAttribute> resource, string name, ImmutableArray<EventAttribute> attributes) => $"{name} with {Attributes(attributes)} of {Attributes(resource)}";

    /// <summary>A sample of a series.</summary>
    public static string Sample(string series, string unit, ExportScope scope, DateTimeOffset start, DateTimeOffset time, double value) => string.Create(
        CultureInfo.InvariantCulture, $"{value:R} {unit} at {time:HH:mm:ss.fffffff} since {start:HH:mm:ss.fffffff}: {series} in {scope.Name} {scope.Version}");

    private static string Attributes(ImmutableArray<EventAttribute> attributes)
    {
        var texts = new string[attributes.Length];
        for (var i = 0; i < texts.Length; i++) texts[i] = string.Create(CultureInfo.InvariantCulture, $"{attributes[i].Name}={attributes[i].Value}");
        return "{" + string.Join(", ", texts) + "}";
    }
}
