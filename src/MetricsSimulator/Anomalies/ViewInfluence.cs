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

    /// <summary>Whether the counters of running processes begin again at 0 at the start of the window.</summary>
    public bool RestartsCounters;

    /// <summary>Whether a session that begins takes the identifier of another one of its developer.</summary>
    public bool SharesSessionIds;

    /// <summary>Whether a process that starts while another one of its developer runs cannot open the port of its exporter.</summary>
    public bool HasOnePort;

    /// <summary>How long a series that begins is not shown.</summary>
    public TimeSpan Delay;

    /// <summary>The time without a change after which a series ends; zero for the usual time.</summary>
    public TimeSpan Expiry;

    /// <summary>The value that series show instead of their own; null for none.</summary>
    public double? SetTo;
}
