using System.Reflection;

namespace MetricsSimulator.Cli.Runs;

/// <summary>The version of the program.</summary>
internal static class ProgramVersion
{
    /// <summary>The version, and the commit from which it was built: <c>0.1.0+6e4d869…</c>.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
