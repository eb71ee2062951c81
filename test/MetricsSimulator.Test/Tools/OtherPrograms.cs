namespace MetricsSimulator.Test.Tools;

/// <summary>Whether tests may start other programs: <c>make test-quick</c> says that they may not.</summary>
internal static class OtherPrograms
{
    /// <summary>Fails the test where none may be started.</summary>
    /// <param name="path">The program.</param>
    public static void ExpectAllowed(string path)
    {
        if (Environment.GetEnvironmentVariable("TESTS_WITHOUT_PROGRAMS") is not (null or ""))
            Assert.Fail($"This test starts {path}. Mark it: [Trait(\"needs\", \"programs\")]");
    }
}
