using System.Globalization;
using BenchmarkDotNet.Attributes;
using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Bench.Formats;

/// <summary>One number in its shortest spelling: this project's way against that of .NET.</summary>
public class NumberBenchmark
{
    private const int Operations = 10_000;

    private readonly double[] _numbers = MillionGauges.Values()[..Operations];
    private readonly double[] _integers = [.. MillionGauges.Values()[..Operations].Select(value => Math.Floor(value * 100))];
    private readonly byte[] _buffer = new byte[64];

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations)]
    public int DotNet()
    {
        var sum = 0;
        foreach (var number in _numbers)
        {
            number.TryFormat(_buffer.AsSpan(), out var length, default, CultureInfo.InvariantCulture);
            sum += length;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public int Go()
    {
        var sum = 0;
        foreach (var number in _numbers) sum += GoFloat.Write(number, _buffer);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public int GoIntegers()
    {
        var sum = 0;
        foreach (var number in _integers) sum += GoFloat.Write(number, _buffer);
        return sum;
    }
}
