using System.Globalization;
using BenchmarkDotNet.Attributes;
using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Bench.Formats;

/// <summary>Writes one number in its shortest form, with the code of this project and with .NET.</summary>
public class NumberBenchmark
{
    private const int Operations = 10_000;

    private readonly double[] _numbers = Numbers();
    private readonly double[] _integers = [.. Numbers().Select(value => Math.Floor(value * 100))];
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

    private static double[] Numbers()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Operations).Select(_ => random.NextDouble() * 1000)];
    }
}
