namespace MetricsSimulator.Cli.Rules;

/// <summary>How soon somebody must look at an alert. Source: Beyer et al., The Site Reliability Workbook (2018), chapter 5.</summary>
internal enum Severity
{
    /// <summary>At once.</summary>
    Page,

    /// <summary>On the next working day.</summary>
    Ticket,
}
