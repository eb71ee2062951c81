using System.Collections.Immutable;
using System.Text;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The configurations with a workload that are part of the program.</summary>
public static class BuiltInWorkloads
{
    /// <summary>The team of <c>config/claude-code.yaml</c>.</summary>
    public const string Team = "team";

    /// <summary>The names of all built-in configurations.</summary>
    public static ImmutableArray<string> Names { get; } = [Team];

    /// <summary>Finds a configuration by its name; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public static string? Find(string name)
    {
        if (name != Team) return null;
        using var stream = typeof(BuiltInWorkloads).Assembly.GetManifestResourceStream(FileOf(name))!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The file name that error messages show for a built-in configuration.</summary>
    public static string FileOf(string name) => $"workloads/{name}.yaml";
}
