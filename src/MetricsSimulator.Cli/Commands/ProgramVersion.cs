using System.Reflection;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The version of the program.</summary>
internal static class ProgramVersion
{
    /// <summary>The version, and what it was built from: <c>0.1.0+6e4d869…</c>.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
