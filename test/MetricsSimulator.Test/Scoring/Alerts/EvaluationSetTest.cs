using CsCheck;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Test.Scoring.Alerts;

public sealed class EvaluationSetTest
{
    [Fact]
    public void A_set_is_the_set_of_what_was_added() =>
        Gen.Int[1, 200].SelectMany(length => Gen.Select(Gen.Const(length), Gen.Int[0, length - 1].Array[0, 5], Gen.Select(Gen.Int[0, length], Gen.Int[0, length]).Array[0, 3])).Sample(
            (length, single, ranges) =>
            {
                var set = new EvaluationSet(length);
                var expected = new bool[length];
                foreach (var k in single) Assert.Equal(!expected[k], set.Add(k) && (expected[k] = true));
                foreach (var (first, end) in ranges)
                {
                    set.AddRange(first, end);
                    for (var k = first; k < end; k++) expected[k] = true;
                }

                var numbers = Enumerable.Range(0, length).ToArray();
                for (var k = 0; k <= length; k++)
                {
                    Assert.Equal(numbers.Skip(k).FirstOrDefault(n => expected[n], length), set.NextIn(k));
                    Assert.Equal(numbers.Skip(k).FirstOrDefault(n => !expected[n], length), set.NextOut(k));
                    Assert.Equal(numbers.Skip(k).Count(n => expected[n]), set.CountIn(k, length));
                    Assert.Equal(numbers.Take(k).Count(n => expected[n]), set.CountIn(0, k));
                    Assert.Equal(numbers.Take(k).Count(n => expected[n] && (n == 0 || !expected[n - 1])), set.RunsIn(0, k));
                    if (k < length) Assert.Equal(expected[k], set[k]);
                }
            });

    [Fact]
    public void An_evaluation_beyond_the_history_is_refused()
    {
        var set = new EvaluationSet(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Add(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => set[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.AddRange(2, 4));
    }
}
