using System.Reflection;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Configuration;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Laws;

/// <summary>
/// Law 3: no wall clock, no ambient randomness, no current culture outside the composition root. Banned symbols stop them at compile time;
/// this looks at what was compiled, so that a suppressed warning is found too.
/// </summary>
public sealed class NoHiddenInputsTest
{
    private static readonly string[] Hidden =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow", "System.Environment.get_TickCount", "System.Environment.get_TickCount64",
        "System.Diagnostics.Stopwatch.", "System.Random.", "System.Guid.NewGuid", "System.Globalization.CultureInfo.get_CurrentCulture",
        "System.Security.Cryptography.RandomNumberGenerator.", "System.TimeProvider.get_System",
    ];

    // The composition root may use the real clock, and may draw a seed and a token.
    private static readonly string[] AllowedInTheHost =
        ["System.TimeProvider.get_System", "System.Random.get_Shared", "System.Random.Next", "System.Security.Cryptography.RandomNumberGenerator."];

    public static TheoryData<string> Libraries => ["MetricsSimulator", "MetricsSimulator.Formats", "MetricsSimulator.Configuration", "MetricsSimulator.Scoring"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_reads_no_clock_no_chance_and_no_culture(string name) => Assert.Empty(HiddenInputs(Load(name)));

    [Fact]
    public void The_host_reads_the_clock_draws_a_seed_and_a_token_and_nothing_else() =>
        Assert.Empty(HiddenInputs(typeof(CommandLine).Assembly).Where(member => !AllowedInTheHost.Any(member.StartsWith)));

    // Metadata says that the host reads the clock; only the source says where.
    [Fact]
    [Trait("takes", "seconds")]
    public void The_clock_is_read_in_Program_and_seed_and_token_are_drawn_where_a_run_is_selected()
    {
        Assert.Equal(["MetricsSimulator.Cli/Program.cs"], ProductCode.Value.FilesThatUse("System.TimeProvider.System"));
        Assert.Equal(["MetricsSimulator.Cli/Commands/RunSelection.cs"], ProductCode.Value.FilesThatUse("System.Random.Shared"));
        foreach (var member in (string[])["GetBytes", "GetHexString"])
            Assert.Equal(["MetricsSimulator.Cli/Commands/RunSelection.cs"], ProductCode.Value.FilesThatUse($"System.Security.Cryptography.RandomNumberGenerator.{member}"));
    }

    [Fact]
    public void A_hidden_input_would_be_found() =>
        Assert.Contains("System.TimeProvider.get_System", HiddenInputs(typeof(CommandLine).Assembly));

    private static IEnumerable<string> HiddenInputs(Assembly assembly) =>
        AssemblyReader.Members(assembly).Where(member => Hidden.Any(member.StartsWith));

    private static Assembly Load(string name) => name switch
    {
        "MetricsSimulator" => typeof(Simulator).Assembly,
        "MetricsSimulator.Formats" => typeof(ExpositionRenderer).Assembly,
        "MetricsSimulator.Scoring" => typeof(AlertStateMachine).Assembly,
        _ => typeof(ConfigurationReader).Assembly,
    };
}
