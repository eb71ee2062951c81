using CsCheck;
using MetricsSimulator.Cli.Scoring.Judging;

namespace MetricsSimulator.Test.Scoring.Judging;

public sealed class WorkShareTest
{
    [Fact]
    public void Whatever_is_reported_on_the_way_the_steps_add_up_and_never_go_back() =>
        Gen.Select(Gen.Long[0, 1_000_000_000_000], Gen.Long[1, 1_000_000_000_000], Gen.Double[0, 1].Array).Sample((steps, total, way) =>
        {
            long sum = 0;
            var share = new WorkShare(steps, total, more =>
            {
                Assert.True(more > 0);
                sum += more;
            });
            foreach (var part in way.Order()) share.Reach((long)(part * total));
            share.Reach(total);
            share.Reach(total + 1);
            Assert.Equal(steps, sum);
        });
}
