namespace MetricsSimulator.Anomalies;

/// <summary>What one anomaly changes on the way of counts from the processes of a workload to Prometheus. The events stay the same.</summary>
internal record struct ViewInfluence()
{
    /// <summary>Whether processes do not count the metric.</summary>
    public bool IsMissing;

    /// <summary>Whether processes leave out an attribute of the metric.</summary>
    public bool LacksAttribute;

    /// <summary>Whether processes write the real names of tools instead of one word for all.</summary>
    public bool NamesTools;

    /// <summary>Whether processes name an MCP tool on each call after the one that reads its result.</summary>
    public bool KeepsToolNames;

    /// <summary>The share of the calls that processes count twice.</summary>
    public double CountedTwice;

    /// <summary>The share of the processes whose last export is lost.</summary>
    public double LostExports;

    /// <summary>Whether the collector replaces a value by a delta that does not follow the one before at once.</summary>
    public bool ReplacesDeltas;

    /// <summary>Whether each process writes its own totals to a series, so that the last writer wins.</summary>
    public bool ShowsLastWriter;
}
