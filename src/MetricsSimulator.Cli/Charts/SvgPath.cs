using System.Text;

namespace MetricsSimulator.Cli.Charts;

/// <summary>
/// The outline of a line or a surface, in as few characters as possible: tenths of pixels, each point relative to the one before, without points in the middle of
/// horizontal and vertical lines. One thread at a time.
/// </summary>
internal sealed class SvgPath
{
    private readonly StringBuilder _text = new();
    private (int X, int Y) _written;
    private (int X, int Y) _held;
    private bool _holds;

    /// <summary>Whether nothing is drawn.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Begins a new piece at a point.</summary>
    public SvgPath Move(double x, double y)
    {
        Release();
        _written = (SvgWriter.Tenths(x), SvgWriter.Tenths(y));
        _text.Append('M').Append(SvgWriter.Spelled(_written.X)).Append(Separated(_written.Y));
        return this;
    }

    /// <summary>Adds a straight line to a point.</summary>
    public SvgPath Line(double x, double y)
    {
        var next = (X: SvgWriter.Tenths(x), Y: SvgWriter.Tenths(y));
        if (_holds && !IsOnTheWay(_written, _held, next)) Release();
        (_held, _holds) = (next, true);
        return this;
    }

    /// <summary>Adds a straight line to the start of the piece.</summary>
    public SvgPath Close()
    {
        Release();
        _text.Append('z');
        return this;
    }

    /// <summary>Adds a rectangle.</summary>
    public SvgPath Rectangle(Box box) =>
        Move(box.Left, box.Top).Line(box.Right, box.Top).Line(box.Right, box.Bottom).Line(box.Left, box.Bottom).Close();

    /// <summary>Adds a dot, which is a line of no length with round ends.</summary>
    public SvgPath Dot(double x, double y)
    {
        Move(x, y);
        _text.Append("h0");
        return this;
    }

    /// <summary>The value of the attribute <c>d</c>.</summary>
    public override string ToString()
    {
        Release();
        return _text.ToString();
    }

    private void Release()
    {
        if (!_holds) return;
        _holds = false;
        var (dx, dy) = (_held.X - _written.X, _held.Y - _written.Y);
        if (dx == 0 && dy == 0) return;
        if (dy == 0) _text.Append('h').Append(SvgWriter.Spelled(dx));
        else if (dx == 0) _text.Append('v').Append(SvgWriter.Spelled(dy));
        else _text.Append('l').Append(SvgWriter.Spelled(dx)).Append(Separated(dy));
        _written = _held;
    }

    private static bool IsOnTheWay((int X, int Y) from, (int X, int Y) point, (int X, int Y) to) =>
        (from.Y == point.Y && point.Y == to.Y && IsBetween(from.X, point.X, to.X)) || (from.X == point.X && point.X == to.X && IsBetween(from.Y, point.Y, to.Y));

    private static bool IsBetween(int from, int point, int to) => from <= point ? point <= to : point >= to;

    // A minus sign also separates two numbers.
    private static string Separated(int tenths) => tenths < 0 ? SvgWriter.Spelled(tenths) : " " + SvgWriter.Spelled(tenths);
}
