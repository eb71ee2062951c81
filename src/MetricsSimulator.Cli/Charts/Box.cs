namespace MetricsSimulator.Cli.Charts;

/// <summary>A rectangle of a picture, in pixels; y grows downwards.</summary>
/// <param name="Left">The left edge.</param>
/// <param name="Top">The upper edge.</param>
/// <param name="Width">The width, 0 or more.</param>
/// <param name="Height">The height, 0 or more.</param>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    /// <summary>The right edge.</summary>
    public double Right => Left + Width;

    /// <summary>The lower edge.</summary>
    public double Bottom => Top + Height;

    /// <summary>The rectangle without a margin on each side; at least one pixel wide and high.</summary>
    public Box Inside(double left, double top, double right, double bottom) =>
        new(Left + left, Top + top, Math.Max(1, Width - left - right), Math.Max(1, Height - top - bottom));
}
