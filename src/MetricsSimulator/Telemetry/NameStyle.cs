namespace MetricsSimulator.Telemetry;

/// <summary>How metrics get from Claude Code to Prometheus. This determines their names.</summary>
public enum NameStyle
{
    /// <summary>The five names of the specification, counted from the same events.</summary>
    Specification,

    /// <summary>The Prometheus exporter of an OpenTelemetry collector, or the OTLP receiver of Prometheus: unit and <c>_total</c> after the name.</summary>
    Collector,

    /// <summary>Claude Code's own Prometheus exporter: <c>_total</c> and no unit.</summary>
    Direct,

    /// <summary>A store of delta values without suffixes: each sample is the increase since the previous export.</summary>
    NoSuffix,

    /// <summary>An old translator of names, which writes the unit as OpenTelemetry spells it and <c>_total</c> twice.</summary>
    Legacy,
}
