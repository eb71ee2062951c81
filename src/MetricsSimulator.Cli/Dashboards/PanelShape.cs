namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The shapes of panels on the boards.</summary>
internal static class PanelShape
{
    /// <summary>The same panel, six to a row.</summary>
    public static T Narrow<T>(this T panel)
        where T : Panel => panel with { Width = 4 };

    /// <summary>The same panel, four to a row.</summary>
    public static T Quarter<T>(this T panel)
        where T : Panel => panel with { Width = 6 };

    /// <summary>The same panel over the whole width.</summary>
    public static T Wide<T>(this T panel)
        where T : Panel => panel with { Width = 24 };

    /// <summary>The same panel with stacked curves.</summary>
    public static TimeSeriesPanel Stacked(this TimeSeriesPanel panel) => panel with { IsStacked = true };

    /// <summary>The same panel with thresholds below which it turns orange, and then red, for values of 0 or more.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="orange">The value from which on it is orange, and no longer red.</param>
    /// <param name="green">The value from which on it is green.</param>
    public static T AtLeast<T>(this T panel, double orange, double green)
        where T : Panel => panel with { Thresholds = [new Threshold(0, "red"), new Threshold(orange, "orange"), new Threshold(green, "green")] };

    /// <summary>The same panel with thresholds at which it turns orange, and then red.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="orange">The value from which on it is orange.</param>
    /// <param name="red">The value from which on it is red.</param>
    public static T Warning<T>(this T panel, double orange, double red)
        where T : Panel => panel with { Thresholds = [new Threshold(orange, "orange"), new Threshold(red, "red")] };
}
