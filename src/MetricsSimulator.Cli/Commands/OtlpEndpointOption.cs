using System.Collections.Immutable;
using System.CommandLine;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Events;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The option that starts an export over OTLP. Nothing else does, because people who use Claude Code have the variables of OpenTelemetry set.</summary>
internal sealed class OtlpEndpointOption
{
    private const string FromVariables = "env";

    private readonly Option<string?> _option = new("--otlp-endpoint")
    {
        Description = "Also export metrics and the log events of a workload to a receiver of OTLP, such as http://localhost:4318. "
            + "env takes the receiver from the variables OTEL_EXPORTER_OTLP_*, which also give protocol, headers, timeout and compression. Without this option, the variables have no effect.",
        HelpName = "URL|env",
    };

    /// <summary>The option.</summary>
    public Option Option => _option;

    /// <summary>Whether the command line has it.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_option) is not null;

    /// <summary>Reads what the option and the variables say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">The variables.</param>
    /// <param name="run">The run.</param>
    /// <param name="errors">What is wrong, each in one line.</param>
    /// <returns>How to export; null if the option is not given or something is wrong.</returns>
    public OtlpSettings? Read(ParseResult parsed, ProgramContext context, Run run, out ImmutableArray<string> errors)
    {
        errors = [];
        if (parsed.GetValue(_option) is not { } given) return null;
        if (given != FromVariables && OtlpVariables.AddressViolation(given) is { } violation)
        {
            errors = [$"{_option.Name}: {violation}"];
            return null;
        }

        var workload = run.Model.Sources.OfType<WorkloadDefinition>().FirstOrDefault();
        var defaults = new ExportOptions { MetricInterval = (workload?.Telemetry ?? new TelemetryOptions()).ExportInterval };
        return OtlpVariables.Read(context.Variable, given == FromVariables ? null : new Uri(given), defaults, out errors);
    }
}
