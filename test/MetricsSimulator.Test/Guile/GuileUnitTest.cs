using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Guile;

[Trait("needs", "programs")]
public sealed class GuileUnitTest
{
    [Fact]
    public void Its_own_unit_tests_pass()
    {
        _ = GuileScript.Run("--help");
        var result = ExternalTool.Guile.Run([Repository.PathOf("scripts/test/run.scm")]);
        Assert.True(result.Status == 0, result.ToString());
        Assert.Matches("^[1-9][0-9]* passed, 0 failed\n$", result.Output);
    }
}
