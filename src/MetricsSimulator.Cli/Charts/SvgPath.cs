using System.Text;

namespace MetricsSimulator.Cli.Charts;

/// <summary>
/// The outline of a line or a surface, as short as SVG can write it: tenths of pixels, each point relative to the one before, and no point on the way between two
/// others of the same height or the same place. One thread at a time.
/// </summary>
internal sealed class SvgPath
{
    private readonly StringBuilder _text = new();
    private (int X, int Y) _written;
    private (int X, int Y) _held;
    private bool _holds;

    /// <summary>Whether nothing is drawn.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Begins another piece.</summary>
    public SvgPath Move(double x, double y)
    {
        Release();
        _written = (SvgWriter.Tenths(x), SvgWriter.Tenths(y));
        _text.Append('M').Append(SvgWriter.Spelled(_written.X)).Append(Separated(_written.Y));
        return this;
    }

    /// <summary>Goes on to a point in a straight line.</summary>
    public SvgPath Line(double x, double y)
    {
        var next = (X: SvgWriter.Tenths(x), Y: SvgWriter.Tenths(y));
        if (_holds && !IsOnTheWay(_written, _held, next)) Release();
        (_held, _holds) = (next, true);
        return this;
    }

    /// <summary>Goes back to where the piece began.</summary>
    public SvgPath Close()
    {
        Release();
        _text.Append('z');
        return this;
    }

    /// <summary>A rectangle.</summary>
    public SvgPath Rectangle(Box box) =>
        Move(box.Left, box.Top).Line(box.Right, box.Top).Line(box.Right, box.Bottom).Line(box.Left, box.Bottom).Close();

    /// <summary>A dot: drawn by a line with round ends.</summary>
    public SvgPath Dot(double x, double y)
    {
        Move(x, y);
        _text.Append("h0");
        return this;
    }

    /// <summary>As the attribute <c>d</c> has it.</summary>
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

    // A minus sign sets numbers apart.
    private static string Separated(int tenths) => tenths < 0 ? SvgWriter.Spelled(tenths) : " " + SvgWriter.Spelled(tenths);
}
